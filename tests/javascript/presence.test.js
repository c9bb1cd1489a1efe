/** Who else is here: the connection, idleness, and the words for it. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Activity } from "../../static/js/activity.js";
import { comings, inWords } from "../../static/js/presence-list.js";
import { PresenceSocket } from "../../static/js/presence-socket.js";
import { fakePage, pass, stopTime } from "./fakes.js";

beforeEach(() => {
  mock.timers.reset();
  stopTime();
});

function socketWith() {
  const made = [];
  class FakeWebSocket extends EventTarget {
    readyState = 0;
    sent = [];

    constructor(url) {
      super();
      Object.assign(this, { url, at: Date.now() });
      made.push(this);
    }

    open() {
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close(code = 1005) {
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.dispatchEvent(Object.assign(new Event("close"), { code }));
    }
  }
  const page = fakePage();
  const log = [];
  const socket = new PresenceSocket("ws://x/", {
    onMessage: (message) => log.push(message),
    onOpen: () => log.push("open"),
    onClose: () => log.push("close"),
    WebSocket: FakeWebSocket,
    page,
  });
  return { socket, made, page, log, last: () => made.at(-1) };
}

test("sends only while it is open, and hears", () => {
  const { socket, last, log } = socketWith();
  socket.send({ type: "here" });
  last().open();
  socket.send({ type: "here", idle: false });
  last().dispatchEvent(Object.assign(new Event("message"), { data: '{"type": "people", "people": []}' }));
  assert.deepEqual(last().sent, [{ type: "here", idle: false }]);
  assert.deepEqual(log, ["open", { type: "people", people: [] }]);
});

test("comes back with growing pauses when it is lost", async () => {
  mock.method(Math, "random", () => 1); // the longest of all pauses
  const { made, last, log } = socketWith();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    last().close(1006);
    const before = made.length;
    while (made.length === before) await pass(50);
  }
  const pauses = made.slice(1).map(({ at }, index) => at - made[index].at);
  for (const [index, pause] of pauses.entries()) {
    const longest = Math.min(30_000, 1_000 * 2 ** index);
    assert.ok(pause >= longest && pause <= longest + 150, `pause ${index}: ${pause}`);
  }
  assert.ok(log.every((entry) => entry === "close"));
  mock.restoreAll();
});

test("is not tried again when it is refused, whatever happens", async () => {
  for (const code of [4400, 4404, 4409]) {
    const { socket, made, last, page } = socketWith();
    last().close(code);
    page.see("visible");
    page.goOnline();
    socket.signedIn();
    await pass(120_000, 5_000);
    assert.equal(made.length, 1);
  }
});

test("waits for a sign-in when the session has ended", async () => {
  const { socket, made, last, page } = socketWith();
  last().close(4401);
  page.see("visible");
  await pass(60_000, 5_000);
  assert.equal(made.length, 1);
  socket.signedIn();
  assert.equal(made.length, 2);
});

test("stays away for a while when there are too many", async () => {
  const { made, last } = socketWith();
  last().close(4429);
  await pass(29_000, 1_000);
  assert.equal(made.length, 1);
  await pass(2_000);
  assert.equal(made.length, 2);
});

test("does not come back with everybody else when the server stops", async () => {
  mock.method(Math, "random", () => 0.9);
  const { made, last } = socketWith();
  last().open();
  last().close(1001);
  await pass(4_400);
  assert.equal(made.length, 1);
  await pass(200);
  assert.equal(made.length, 2);
  mock.restoreAll();
});

test("is closed while offline and while the page is put away", () => {
  const { made, last, page } = socketWith();
  last().open();
  page.goOffline();
  assert.equal(made[0].readyState, 3);
  page.goOnline();
  last().open();
  page.fire("pagehide");
  assert.equal(made[1].readyState, 3);
  page.fire("pageshow", { persisted: true });
  assert.equal(made.length, 3);
});

function activityWith() {
  const { document, see } = fakePage();
  const changes = [];
  const activity = new Activity(() => changes.push(activity.isIdle), document);
  return { changes, see, press: () => document.dispatchEvent(new Event("keydown")) };
}

test("idle is who has done nothing for two minutes", async () => {
  const { changes, press } = activityWith();
  await pass(100_000, 1_000);
  press();
  await pass(119_000, 1_000);
  assert.deepEqual(changes, []);
  await pass(2_000);
  assert.deepEqual(changes, [true]);
  press();
  await pass(119_000, 1_000);
  assert.deepEqual(changes, [true, false]);
  await pass(2_000);
  assert.deepEqual(changes, [true, false, true]);
});

test("idle is who does not see the page", async () => {
  const { changes, see } = activityWith();
  see("hidden");
  see("visible");
  assert.deepEqual(changes, [true, false]);
});

const anita = { user: "a", name: "Anita", idle: false };
const divya = { user: "d", name: "Divya", idle: true };
const ravi = { user: "r", name: "Ravi", idle: false };

test("one is named, more are counted, and idle is said", () => {
  assert.equal(inWords([]), "");
  assert.equal(inWords([anita]), "Anita is here too");
  assert.equal(inWords([divya]), "Divya is here too, idle");
  assert.equal(inWords([anita, divya]), "Anita and one more are here too");
  assert.equal(inWords([anita, divya, ravi]), "Anita and 2 more are here too");
});

test("read out is who has come and who has left, not who pauses", () => {
  assert.equal(comings([], [anita]), "Anita has this open too.");
  assert.equal(comings([anita], [{ ...anita, idle: true }]), "");
  assert.equal(comings([anita], [ravi]), "Ravi has this open too. Anita has left.");
});
