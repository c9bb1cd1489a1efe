/** A stream comes back by itself, with patience, and never says that it is live when it is not. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { resilientSSE } from "../../static/js/resilient-sse.js";
import { fakeEventSource, fakePage, pass, stopTime } from "./fakes.js";

beforeEach(() => {
  mock.timers.reset();
  stopTime();
});

/** A stream; `answers` are what the server says when it is asked, the last one for ever. */
function streamWith({ answers = [{ error: null }], ...options } = {}) {
  const EventSource = fakeEventSource();
  const page = fakePage();
  const heard = [];
  const states = [];
  let asked = 0;
  const stream = resilientSSE("/sse/", {
    onMessage: (message) => heard.push(message),
    onState: (state, since) => states.push([state, since.getTime()]),
    ask: async () => answers[Math.min(asked++, answers.length - 1)],
    EventSource,
    page,
    ...options,
  });
  const names = () => heard.map(({ name }) => name);
  const sources = EventSource.made;
  return { stream, sources, page, heard, names, states, last: () => sources.at(-1), asked: () => asked };
}

const UNREACHABLE = { error: { code: "network", status: 0, retryAfter: null } };
const SIGNED_OUT = { error: { code: "not_signed_in", status: 401, retryAfter: null } };

test("is live with the first event, not with an open connection", () => {
  const { stream, last } = streamWith();
  assert.deepEqual([stream.state, stream.isConnected, stream.lastMessage], ["connecting", false, null]);
  last().dispatchEvent(new Event("open"));
  assert.equal(stream.state, "connecting");
  last().send("connected", { user: "u" });
  assert.deepEqual([stream.state, stream.isConnected], ["live", true]);
  assert.deepEqual(stream.lastMessage, { name: "connected", data: { user: "u" }, id: "" });
});

test("goes on from the last event, whose id it keeps itself", async () => {
  const { sources, last } = streamWith();
  last().send("notification", {}, "41-1");
  last().send("ping", {});
  last().fail();
  assert.equal(last().isClosed, true);
  await pass(1_100);
  assert.deepEqual(sources.map(({ url }) => url), ["/sse/", "/sse/?lastEventId=41-1"]);
});

test("a page begins where the one before it ended", () => {
  assert.equal(streamWith({ lastEventId: "7-1" }).last().url, "/sse/?lastEventId=7-1");
});

test("waits twice as long after each failure, up to half a minute", async () => {
  mock.method(Math, "random", () => 1); // the longest of all pauses
  const { sources, last, stream } = streamWith({ answers: [UNREACHABLE] });
  last().fail();
  for (let step = 0; step < 3_600; step += 1) {
    await pass(50);
    if (!last().isClosed) last().fail();
  }
  assert.equal(stream.state, "reconnecting");
  const pauses = sources.slice(1).map(({ at }, index) => at - sources[index].at);
  assert.ok(pauses.length >= 8, `${pauses}`);
  for (const [index, pause] of pauses.entries()) {
    const longest = Math.min(30_000, 1_000 * 2 ** index);
    assert.ok(pause >= longest && pause <= longest + 150, `pause ${index}: ${pause}`);
  }
  mock.restoreAll();
});

test("begins with short pauses again after a connection that held, not after one that did not", async () => {
  mock.method(Math, "random", () => 1);
  const { sources, last } = streamWith();
  const pauses = [];
  for (const held of [0, 0, 0, 11_000]) {
    last().send("connected");
    await pass(held);
    const before = sources.length;
    const lostAt = Date.now();
    last().fail();
    while (sources.length === before) await pass(50);
    pauses.push(Date.now() - lostAt);
  }
  mock.restoreAll();
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 1_000]);
});

test("takes silence for a loss, and dates it back to the last sign of life", async () => {
  const { sources, last, stream, states } = streamWith();
  last().send("connected");
  await pass(30_000, 1_000);
  last().send("ping");
  const heardAt = Date.now();
  await pass(44_000, 1_000);
  assert.equal(stream.state, "live");
  await pass(1_000);
  assert.deepEqual(states.at(-1), ["reconnecting", heardAt]);
  assert.equal(sources[0].isClosed, true);
  await pass(1_000);
  assert.equal(sources.length, 2);
});

test("a connection that never says a word is given up as well", async () => {
  const { last, asked } = streamWith();
  await pass(45_000, 1_000);
  assert.equal(last().isClosed, true);
  assert.equal(asked(), 1);
});

test("an event that comes twice is heard once", async () => {
  const { last, heard, names } = streamWith();
  last().send("notification", { title: "a" }, "1-1");
  last().send("unread", { total: 1 }, "1-1");
  last().fail();
  await pass(1_100);
  last().send("connected", {}, "");
  last().send("notification", { title: "a" }, "1-1");
  last().send("notification", { title: "b" }, "2-1");
  assert.deepEqual(heard.filter(({ name }) => name === "notification").map(({ data }) => data.title), ["a", "b"]);
  assert.ok(names().includes("unread"));
});

test("events without ids of their own are none that come twice", () => {
  const { last, names } = streamWith();
  last().send("unread", {}, "1-1");
  last().send("ping");
  last().send("ping");
  assert.deepEqual(names(), ["unread", "ping", "ping"]);
});

test("passes a reset on", () => {
  const { last, names } = streamWith();
  last().send("reset", { reason: "gone" });
  assert.deepEqual(names(), ["reset"]);
});

test("comes back after a leave when the server says, not before", async () => {
  const { sources, last, stream, page } = streamWith();
  last().send("connected");
  last().send("bye", { reason: "stopping", reconnectMs: 4_000 });
  assert.deepEqual([stream.state, last().isClosed], ["reconnecting", true]);
  await pass(1_000);
  page.see("visible");
  await pass(2_900);
  assert.equal(sources.length, 1);
  await pass(100);
  assert.equal(sources.length, 2);
});

test("does not come back by itself when there is no use in it", async () => {
  for (const [reason, state] of [["signed_out", "signed-out"], ["stopping", "stopped"]]) {
    const { sources, last, stream } = streamWith();
    last().send("bye", { reason, reconnectMs: null });
    await pass(120_000, 1_000);
    assert.deepEqual([stream.state, sources.length], [state, 1]);
  }
});

test("looks whether somebody has signed in again when the tab is turned to", async () => {
  const { sources, last, stream, page } = streamWith({ answers: [SIGNED_OUT, { error: null }] });
  last().send("bye", { reason: "signed_out", reconnectMs: null });
  page.see("visible");
  await pass(50);
  assert.deepEqual([stream.state, sources.length], ["signed-out", 1]);
  page.see("visible");
  await pass(50);
  assert.equal(sources.length, 2);
  last().send("connected");
  assert.equal(stream.state, "live");
});

test("asks once why a connection could not be made, and stops when signed out", async () => {
  const { sources, last, stream, asked } = streamWith({ answers: [SIGNED_OUT] });
  last().fail();
  await pass(60_000, 1_000);
  assert.deepEqual([stream.state, sources.length, asked()], ["signed-out", 1, 1]);
});

test("somebody else who has signed in is no reason to go on either", async () => {
  const { last, stream } = streamWith({ answers: [{ error: { code: "other_user", status: 403, retryAfter: null } }] });
  last().fail();
  await pass(50);
  assert.equal(stream.state, "signed-out");
});

test("waits as long as the server asks, also when the tab is turned to", async () => {
  const { sources, last, page } = streamWith({ answers: [{ error: { code: "too_many", status: 429, retryAfter: 20 } }] });
  last().fail();
  await pass(10_000, 500);
  page.see("visible");
  await pass(9_500, 500);
  assert.equal(sources.length, 1);
  await pass(1_000);
  assert.equal(sources.length, 2);
});

test("a lost connection is tried again without asking", async () => {
  const { sources, last, asked } = streamWith();
  last().send("connected");
  last().fail();
  await pass(1_100);
  assert.deepEqual([sources.length, asked()], [2, 0]);
});

test("is offline when the browser says so, and tries at once when it is back", async () => {
  const { sources, last, stream, page, states } = streamWith();
  last().send("connected");
  await pass(1_000);
  page.goOffline();
  const lostAt = Date.now();
  assert.equal(last().isClosed, true);
  await pass(300_000, 5_000);
  assert.deepEqual([stream.state, sources.length], ["offline", 1]);
  page.goOnline();
  assert.equal(sources.length, 2);
  assert.deepEqual(states.slice(-2), [["offline", lostAt], ["reconnecting", lostAt]]);
  last().send("connected");
  assert.deepEqual(states.at(-1), ["live", Date.now()]);
});

test("an answer that comes after the browser went offline and back changes nothing", async () => {
  let answer;
  const { sources, last, stream, page } = streamWith({ ask: () => new Promise((resolve) => { answer = resolve; }) });
  last().fail();
  page.goOffline();
  page.goOnline();
  assert.equal(sources.length, 2);
  answer(SIGNED_OUT);
  await pass(100);
  assert.equal(stream.state, "reconnecting");
});

test("a tab that is turned to does not wait", async () => {
  const { sources, last, page } = streamWith({ answers: [UNREACHABLE] });
  last().fail();
  await pass(100);
  page.see("hidden");
  page.see("visible");
  assert.equal(sources.length, 2);
});

test("a page that goes closes the connection, and one that comes back opens another", () => {
  const { sources, page } = streamWith();
  sources[0].send("connected");
  page.fire("pagehide");
  assert.equal(sources[0].isClosed, true);
  page.fire("pageshow", { persisted: true });
  assert.equal(sources.length, 2);
});

test("nothing is left once it is closed", async () => {
  const { stream, sources, page, heard, states } = streamWith({ answers: [UNREACHABLE] });
  sources[0].send("connected");
  const before = [heard.length, states.length];
  stream.close();
  sources[0].dispatchEvent(Object.assign(new Event("ping"), { data: "{}", lastEventId: "" }));
  sources[0].fail();
  page.goOffline();
  page.goOnline();
  page.fire("pageshow", { persisted: true });
  await pass(120_000, 5_000);
  assert.deepEqual([heard.length, states.length, sources.length], [...before, 1]);
});
