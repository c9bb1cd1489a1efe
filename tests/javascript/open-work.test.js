/** Work is said to be exactly as safe as it is. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { addWork, keepWork, secureWork } from "../../static/js/open-work.js";

const work = { kept: true, store: async () => true };

test("nothing open is nothing to lose", async () => {
  assert.deepEqual([await keepWork(), await secureWork()], ["none", "none"]);
});

test("what one of two forms cannot keep is lost", async () => {
  addWork({ keep: async () => work.kept, store: () => work.store() });
  addWork({ keep: async () => true, store: async () => true });
  assert.deepEqual([await keepWork(), await secureWork()], ["kept", "stored"]);
  work.kept = false;
  assert.deepEqual([await keepWork(), await secureWork()], ["lost", "stored"]);
  work.store = async () => false;
  assert.equal(await secureWork(), "lost");
  work.kept = true;
  assert.equal(await secureWork(), "kept");
});

test("a server that does not answer is not waited for without end", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  work.store = () => new Promise(() => {});
  const safety = secureWork();
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  mock.timers.tick(5_000);
  assert.equal(await safety, "kept");
});
