/** The state of the connection is told truthfully, without flicker, and read out only when it matters. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { CalmState, wording } from "../../static/js/live-state.js";
import { pass, stopTime } from "./fakes.js";

beforeEach(() => {
  mock.timers.reset();
  stopTime();
});

/** What is shown and said, in order. */
function calmState() {
  const shown = [];
  const said = [];
  const calm = new CalmState(({ text }) => shown.push(text), (text) => said.push(text));
  return { shown, said, take: (state, since = new Date()) => calm.take({ state, since }) };
}

const AT = new Date(new Date().setHours(10, 32, 0, 0));
const soon = new Date(AT.getTime() + 5_000);

test("each state has its words", () => {
  const text = (state, now = soon) => wording({ state, since: AT }, now).text;
  assert.equal(text("live"), "Live");
  assert.equal(text("reconnecting"), "Reconnecting…");
  assert.equal(text("reconnecting", new Date(AT.getTime() + 30_000)), "Reconnecting since 10:32");
  assert.equal(text("offline"), "Offline since 10:32");
  assert.equal(text("signed-out"), "Signed out");
  assert.equal(text("stopped"), "Not live since 10:32");
});

test("a connection found again within a moment shows nothing", async () => {
  const { shown, said, take } = calmState();
  take("connecting");
  await pass(1_000);
  take("live");
  await pass(5_000);
  take("reconnecting");
  await pass(1_400);
  take("live");
  await pass(60_000, 1_000);
  assert.deepEqual(shown, ["Live", "Live"]);
  assert.deepEqual(said, []);
});

test("a loss is shown after a moment, with its time after a while, and said after ten seconds", async () => {
  const { shown, said, take } = calmState();
  take("live");
  take("reconnecting");
  await pass(1_500);
  assert.deepEqual(shown.splice(0), ["Live", "Reconnecting…"]);
  assert.deepEqual(said, []);
  await pass(8_500);
  assert.deepEqual(said, ["Reconnecting…"]);
  await pass(20_000);
  assert.match(shown.at(-1), /^Reconnecting since \d\d:\d\d$/);
});

test("what is certain is shown at once", () => {
  for (const [state, words] of [["offline", /^Offline since/], ["signed-out", /^Signed out$/], ["stopped", /^Not live since/]]) {
    const { shown, take } = calmState();
    take("live");
    take(state);
    assert.match(shown.at(-1), words);
  }
});

test("once a loss is shown, what becomes of it is shown as well", async () => {
  const { shown, take } = calmState();
  take("live");
  take("offline");
  take("reconnecting");
  assert.equal(shown.at(-1), "Reconnecting…");
  take("live");
  assert.equal(shown.at(-1), "Live");
});

test("an end is said only of a loss that was said", async () => {
  const { said, take } = calmState();
  take("offline");
  await pass(5_000);
  take("live");
  assert.deepEqual(said, []);
  take("offline");
  await pass(11_000);
  take("live");
  assert.equal(said.length, 2);
  assert.equal(said[1], "Live again");
});
