/** Typing that was kept on a device comes back, or is asked about, or is told: it never just goes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isMissing, replay } from "../../static/js/replay.js";

const copy = (changes, sent = null) => ({ changes, sent });
const DATA = { name: "Week", items: [{ id: "a", position: "n", amount: "1" }] };

test("typing comes back", () => {
  const { document, clashes } = replay(DATA, [copy({ name: ["Week", "Month"] })]);
  assert.equal(document.name, "Month");
  assert.deepEqual(clashes, {});
});

test("a save that got through without its answer is no clash with oneself", () => {
  const lost = copy({ name: ["Week 1", "Week 12"] }, { id: "s", changes: { name: ["Week", "Week 1"] } });
  for (const name of ["Week", "Week 1"]) {
    const { document, clashes } = replay({ name }, [lost]);
    assert.equal(document.name, "Week 12");
    assert.deepEqual(clashes, {});
  }
});

test("what the server got after all is not missing", () => {
  assert.equal(isMissing(copy({ name: ["Day", "Week"] }), DATA), false);
  assert.equal(isMissing(copy({}, { id: "s", changes: { name: ["Day", "Week"] } }), DATA), false);
});

test("what others changed meanwhile is asked about", () => {
  const { document, clashes } = replay(DATA, [copy({ name: ["Day", "Month"] })]);
  assert.equal(document.name, "Week");
  assert.deepEqual(clashes, { name: { mine: "Month", theirs: "Week" } });
});

test("what was typed into something removed is told", () => {
  const { document, clashes, homeless } = replay(DATA, [copy({ "items/b/amount": ["1", "2 katori"] })]);
  assert.deepEqual(document, DATA);
  assert.deepEqual(clashes, {});
  assert.deepEqual(homeless, { "items/b/amount": "2 katori" });
});

test("copies of two tabs come back together, the older first", () => {
  const { document } = replay(DATA, [copy({ name: ["Week", "Month"] }), copy({ "items/a/amount": ["1", "2"] })]);
  assert.deepEqual(document, { name: "Month", items: [{ id: "a", position: "n", amount: "2" }] });
});
