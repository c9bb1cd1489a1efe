/** The tabs of one person share one stream: one leads, the others follow, and when it goes the next goes on. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { resilientSSE } from "../../static/js/resilient-sse.js";
import { SharedLive } from "../../static/js/shared-live.js";
import { fakeBrowser, fakeEventSource, fakePage, pass, settle, stopTime } from "./fakes.js";

beforeEach(() => {
  mock.timers.reset();
  stopTime();
});

/** A browser in which `tab()` opens one more page. */
function browserWith() {
  const EventSource = fakeEventSource();
  const { tab: newTab } = fakeBrowser();
  const open = () => EventSource.made.filter(({ isClosed }) => !isClosed);

  async function tab({ user = "me", ...options } = {}) {
    const { die, ...offered } = newTab();
    const asked = [];
    const live = new SharedLive({
      user,
      url: "/sse/",
      ask: async () => { asked.push(Date.now()); return { error: null }; },
      open: (url, given) => resilientSSE(url, { ...given, EventSource, page: fakePage() }),
      ...offered,
      ...options,
    });
    const heard = [];
    for (const name of ["unread", "notification", "ping", "reset", "toasted"]) live.on(name, (data) => heard.push([name, data]));
    live.start();
    await settle();
    return { live, heard, asked, die, state: () => live.status.state };
  }

  return { tab, open, made: EventSource.made };
}

/** The stream as the server opens it. */
async function welcome(source, { user = "me", total = 0, cursor = 1 } = {}) {
  source.send("connected", { user });
  source.send("unread", { total, cursor }, `${cursor}-1`);
  await settle();
}

test("two tabs have one stream, and both hear everything", async () => {
  const { tab, made } = browserWith();
  const [one, other] = [await tab(), await tab()];
  assert.equal(made.length, 1);
  await welcome(made[0], { total: 3 });
  for (const { heard, state } of [one, other]) {
    assert.deepEqual(heard, [["unread", { total: 3, cursor: 1 }]]);
    assert.equal(state(), "live");
  }
});

test("a tab that comes later is told how things stand", async () => {
  const { tab, made } = browserWith();
  const first = await tab();
  await welcome(made[0], { total: 3 });
  const later = await tab();
  assert.equal(later.state(), "live");
  assert.deepEqual(later.live.status.since, first.live.status.since);
  assert.deepEqual(later.heard, [["unread", { total: 3, cursor: 1 }]]);
});

test("of counts that overtook each other a later tab is told the newer", async () => {
  const { tab, made } = browserWith();
  const first = await tab();
  await welcome(made[0], { total: 3, cursor: 7 });
  first.live.tell("unread", { total: 2, cursor: 6 });
  const later = await tab();
  assert.deepEqual(later.heard, [["unread", { total: 3, cursor: 7 }]]);
});

test("when the leader is closed the next goes on from the last event", async () => {
  const { tab, made } = browserWith();
  const [one, other] = [await tab(), await tab()];
  await welcome(made[0], { cursor: 41 });
  one.die();
  await settle();
  assert.equal(made.length, 2);
  assert.equal(made[1].url, "/sse/?lastEventId=41-1");
  made[1].send("notification", { id: "n" }, "42-1");
  assert.deepEqual(other.heard.at(-1), ["notification", { id: "n" }]);
});

test("when the leader's page goes in an orderly way its stream is closed", async () => {
  const { tab, open, made } = browserWith();
  const [one, other] = [await tab(), await tab()];
  await welcome(made[0]);
  one.live.stop();
  await settle();
  assert.equal(made.length, 2);
  assert.equal(open().length, 1);
  await welcome(made[1]);
  assert.equal(other.state(), "live");
  one.live.start(); // back from the browser's memory
  await settle();
  assert.equal(made.length, 2);
  assert.equal(one.state(), "live");
});

test("all tabs know when the connection is lost", async () => {
  const { tab, made } = browserWith();
  const [one, other] = [await tab(), await tab()];
  await welcome(made[0]);
  made[0].fail();
  await settle();
  assert.deepEqual([one.state(), other.state()], ["reconnecting", "reconnecting"]);
});

/** A stream that never says anything any more. */
function silentStream(state) {
  const nudges = [];
  return { state, since: new Date(), isClosed: false, nudges, nudge: () => nudges.push(Date.now()), close() { this.isClosed = true; } };
}

test("a tab that is in sight lends its clock to a leader that nobody sees", async () => {
  const { tab } = browserWith();
  const stream = silentStream("reconnecting");
  await tab({ open: () => stream });
  await tab({ isVisible: () => false });
  await pass(8_000);
  assert.equal(stream.nudges.length, 0);
  await tab();
  await pass(8_000);
  assert.ok(stream.nudges.length >= 3, `${stream.nudges}`);
});

test("a tab takes the lead from one that is stuck", async () => {
  const { tab, made } = browserWith();
  const stream = silentStream("live");
  const one = await tab({ open: () => stream });
  const other = await tab();
  await pass(74_000, 1_000);
  assert.deepEqual([other.state(), made.length], ["live", 0]);
  await pass(2_000, 1_000);
  assert.deepEqual([stream.isClosed, made.length], [true, 1]);
  await welcome(made[0], { total: 3 });
  assert.deepEqual(one.heard, [["unread", { total: 3, cursor: 1 }]]);
});

test("somebody else's tabs hear nothing", async () => {
  const { tab, made } = browserWith();
  const mine = await tab();
  const theirs = await tab({ user: "you" });
  assert.equal(made.length, 2);
  await welcome(made[0], { total: 3 });
  assert.equal(mine.heard.length, 1);
  assert.deepEqual([theirs.heard, theirs.state()], [[], "connecting"]);
});

test("a stream that turns out to be somebody else's is closed before anything is shown", async () => {
  const { tab, made } = browserWith();
  const [one, other] = [await tab(), await tab()];
  await welcome(made[0], { user: "you", total: 9 });
  assert.equal(made[0].isClosed, true);
  for (const { heard, state } of [one, other]) assert.deepEqual([heard, state()], [[], "signed-out"]);
});

test("what one tab tells all tabs hear, itself included", async () => {
  const { tab } = browserWith();
  const [one, other] = [await tab(), await tab()];
  other.live.tell("toasted", { ids: ["n"] });
  await settle();
  for (const { heard } of [one, other]) assert.deepEqual(heard, [["toasted", { ids: ["n"] }]]);
});

test("after a reset the counts are asked for, once for all tabs", async () => {
  const { tab, made } = browserWith();
  const [one, other] = [await tab(), await tab()];
  await welcome(made[0]);
  made[0].send("reset", { reason: "gone" });
  await settle();
  assert.equal(one.asked.length + other.asked.length, 1);
  assert.deepEqual(other.heard.at(-1), ["reset", { reason: "gone" }]);
});

test("without locks each tab has a stream of its own", async () => {
  const { tab, made } = browserWith();
  const one = await tab({ locks: undefined });
  await tab({ locks: undefined });
  assert.equal(made.length, 2);
  await welcome(made[0], { total: 3 });
  assert.equal(one.heard.length, 1);
  one.live.stop();
  assert.equal(made[0].isClosed, true);
});
