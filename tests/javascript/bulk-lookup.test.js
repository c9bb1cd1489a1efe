/** Names are asked for once, in parts; a food is linked when only one is called so, and nobody guesses among several. */

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

globalThis.document = { cookie: "csrf=secret", querySelector: () => null };
const { FoodLookup } = await import("../../static/js/bulk-lookup.js");

const table = { roti: [{ id: "r1", name: "Roti" }, { id: "r2", name: "Roti" }], dal: [{ id: "d", name: "Dal, cooked" }] };
afterEach(() => mock.restoreAll());

/** A server that knows `table`; answers the lists of names that it was asked for. */
function answering() {
  const asked = [];
  mock.method(globalThis, "fetch", async (url, { body }) => {
    const { names } = JSON.parse(body);
    asked.push([url, ...names]);
    return Response.json({ results: names.map((name) => ({ name, foods: table[name.toLowerCase()] ?? [] })) });
  });
  return asked;
}

test("each name is asked for once, whatever its case", async () => {
  const asked = answering();
  const lookup = new FoodLookup("/api/foods/");
  await lookup.ask(["Dal", "dal", "DAL ", "", "--"]);
  await lookup.ask(["dal", "laddu"]);
  assert.deepEqual(asked, [["/api/foods/match/", "DAL "], ["/api/foods/match/", "laddu"]]);
});

test("many names are asked for in parts", async () => {
  const asked = answering();
  await new FoodLookup("/api/foods/").ask(Array.from({ length: 450 }, (_, index) => `food ${index}`));
  assert.deepEqual(asked.map((names) => names.length - 1), [200, 200, 50]);
});

test("one food is linked, none and several are free text until somebody chooses", async () => {
  answering();
  const lookup = new FoodLookup("/api/foods/");
  await lookup.ask(["roti", "Dal", "laddu"]);
  assert.deepEqual([lookup.food("dal")?.id, lookup.food("Roti"), lookup.food("laddu")], ["d", null, null]);
  lookup.choose("ROTI", "r2");
  assert.equal(lookup.food("roti").id, "r2");
  lookup.choose("roti", "");
  assert.equal(lookup.food("roti"), null);
});

test("an error is answered, and what was not known is asked for again", async () => {
  const lookup = new FoodLookup("/api/foods/");
  mock.method(globalThis, "fetch", async () => Response.json({ code: "x", detail: "No." }, { status: 400 }));
  assert.equal((await lookup.ask(["dal"])).detail, "No.");
  mock.restoreAll();
  answering();
  assert.equal(await lookup.ask(["dal"]), null);
  assert.equal(lookup.food("dal").id, "d");
});
