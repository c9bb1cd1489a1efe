/** positions.js does what positions.py does. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { between, isPosition, ordered, positionAt, spread } from "../../static/js/positions.js";

const cases = JSON.parse(readFileSync(new URL("../cases/positions.json", import.meta.url), "utf8"));

for (const { before, after, is } of cases.between) {
  test(`between ${before} and ${after} lies ${is}`, () => assert.equal(between(before, after), is));
}

for (const { before, after } of cases.refused) {
  test(`between ${before} and ${after} lies nothing`, () => assert.throws(() => between(before, after), RangeError));
}

for (const { count, is } of cases.spread) {
  test(`${count} spread evenly`, () => assert.deepEqual(spread(count), is));
}

test("366 days spread evenly are in order and valid", () => {
  const positions = spread(366);
  assert.deepEqual(positions, [...new Set(positions)].sort());
  assert.ok(positions.every(isPosition));
});

test("nodes are ordered by position, then by id", () => {
  const nodes = [{ id: "c", position: "i" }, { id: "a", position: "z" }, { id: "b", position: "i" }];
  assert.deepEqual(ordered(nodes).map((node) => node.id), ["b", "c", "a"]);
});

test("inserting at an index lands there", () => {
  const nodes = [{ position: "9" }, { position: "i" }];
  assert.ok(positionAt(nodes, 0) < "9");
  assert.ok(positionAt(nodes, 1) > "9" && positionAt(nodes, 1) < "i");
  assert.ok(positionAt(nodes, 2) > "i");
  assert.equal(positionAt([], 0), "i");
});

test("inserting between two that share a position lands behind them, before the next", () => {
  const nodes = [{ position: "i" }, { position: "i" }, { position: "r" }];
  const position = positionAt(nodes, 1);
  assert.ok(position > "i" && position < "r");
});
