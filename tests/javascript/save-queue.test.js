/** SaveQueue sends at the right time, one request at a time, and tries again with patience. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { SaveQueue } from "../../static/js/save-queue.js";

beforeEach(() => mock.timers.reset());

/** A queue whose sends are noted with their time; `outcomes` are what they come to, the last one for ever. */
function queueWith(outcomes) {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const sends = [];
  const queue = new SaveQueue(async () => {
    sends.push(Date.now());
    return outcomes.length > 1 ? outcomes.shift() : outcomes[0];
  });
  return { queue, sends };
}

/** Lets time pass in steps, so that promises and timers take turns. */
async function pass(ms, step = 50) {
  for (let passed = 0; passed < ms; passed += step) {
    mock.timers.tick(step);
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  }
}

const STORED = { state: "stored" };
const UNREACHABLE = { state: "unreachable" };

test("sends two seconds after the last edit", async () => {
  const { queue, sends } = queueWith([STORED]);
  for (let key = 0; key < 5; key += 1) {
    queue.touch();
    await pass(200);
  }
  await pass(5_000);
  assert.deepEqual(sends, [2_800]);
});

test("sends every ten seconds to somebody who types on", async () => {
  const { queue, sends } = queueWith([STORED]);
  for (let key = 0; key < 250; key += 1) {
    queue.touch();
    await pass(100);
  }
  assert.equal(sends.length, 2);
  assert.ok(sends[0] <= 10_000 && sends[1] <= 20_200, `${sends}`);
});

test("has one request under way at a time", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  let underWay = 0;
  let most = 0;
  const queue = new SaveQueue(async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => { setTimeout(resolve, 3_000); });
    underWay -= 1;
    return STORED;
  });
  for (let edit = 0; edit < 5; edit += 1) {
    queue.flush();
    await pass(500);
  }
  await pass(20_000);
  assert.equal(most, 1);
});

test("tries again by itself, waiting longer each time, up to half a minute", async () => {
  const chance = mock.method(Math, "random", () => 0.999);
  const { queue, sends } = queueWith([UNREACHABLE]);
  queue.flush();
  await pass(200_000, 250);
  const pauses = sends.slice(1).map((time, index) => time - sends[index]);
  assert.ok(pauses.length >= 7);
  for (const [index, pause] of pauses.entries()) {
    const longest = Math.min(30_000, 1_000 * 2 ** index);
    assert.ok(pause >= longest * 0.99 && pause <= longest + 500, `pause ${index}: ${pause}`);
  }
  chance.mock.restore();
});

test("waits as long as the server asks", async () => {
  const { queue, sends } = queueWith([{ state: "unreachable", retryAfter: 20 }, STORED]);
  queue.flush();
  await pass(60_000);
  assert.equal(sends.length, 2);
  assert.ok(sends[1] >= 20_000, `${sends}`);
});

test("an edit does not shorten the wait after a failure", async () => {
  const { queue, sends } = queueWith([{ state: "unreachable", retryAfter: 20 }, STORED]);
  queue.flush();
  await pass(1_000);
  queue.touch();
  await pass(15_000);
  assert.equal(sends.length, 1);
});

test("what is newer than the save that was tried again goes after it", async () => {
  const { queue, sends } = queueWith([UNREACHABLE, { state: "stored", hasMore: true }, STORED]);
  queue.flush();
  await pass(100);
  queue.touch(); // its turn would come after the retry, which takes it off the list
  await pass(5_000);
  assert.equal(sends.length, 3);
});

test("a sign of life sends at once, but only what failed before", async () => {
  const { queue, sends } = queueWith([{ state: "unreachable", retryAfter: 600 }, STORED]);
  queue.retry();
  await pass(100);
  assert.equal(sends.length, 0);
  queue.flush();
  await pass(100);
  queue.retry();
  await pass(100);
  assert.equal(sends.length, 2);
});

test("what was refused waits for an edit", async () => {
  const { queue, sends } = queueWith([{ state: "refused" }, STORED]);
  queue.flush();
  await pass(120_000, 500);
  assert.equal(sends.length, 1);
  queue.touch();
  await pass(3_000);
  assert.equal(sends.length, 2);
});

test("flush tells what it came to", async () => {
  const { queue } = queueWith([UNREACHABLE, STORED]);
  assert.equal((await queue.flush()).state, "unreachable");
  assert.equal((await queue.flush()).state, "stored");
});
