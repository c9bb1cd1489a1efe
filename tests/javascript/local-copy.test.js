/** LocalCopy keeps typing in both stores, finds what pages left behind, and says so when it cannot. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** localStorage as an object; `room` is how many letters fit. */
class FakeStorage {
  constructor(room = Infinity) {
    Object.defineProperty(this, "room", { value: room, writable: true });
  }

  setItem(key, text) {
    if (text.length > this.room) throw new Error("QuotaExceededError");
    this[key] = text;
  }

  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  removeItem(key) {
    delete this[key];
  }
}

const held = new Set();
Object.defineProperty(globalThis, "navigator", {
  value: {
    locks: {
      request: (name) => held.add(name),
      query: async () => ({ held: [...held].map((name) => ({ name })) }),
    },
  },
});

const { LocalCopy, keepAgain, leftBehind, removeCopy } = await import("../../static/js/local-copy.js");

const SUBJECT = { user: "u1", kind: "note", id: "n1" };

beforeEach(() => {
  globalThis.localStorage = new FakeStorage();
  held.clear();
});

function copyOf(text, at = new Date()) {
  return { revision: 1, version: 1, sent: null, changes: { text: ["", text] }, at: at.toISOString(), url: "/", title: "" };
}

/** A page that wrote `text` and is gone. */
async function gone(text, subject = SUBJECT, at = new Date()) {
  const copy = new LocalCopy(subject, () => {});
  await copy.write(copyOf(text, at));
  held.delete(copy.key);
  return copy;
}

const texts = (kept) => kept.map(({ copy }) => copy.changes.text[1]);

test("what a page that is gone wrote is found, the oldest first", async () => {
  await gone("second", SUBJECT, new Date(Date.now() - 1_000));
  await gone("first", SUBJECT, new Date(Date.now() - 2_000));
  assert.deepEqual(texts(await leftBehind(SUBJECT)), ["first", "second"]);
});

test("what an open page wrote is its own", async () => {
  const copy = new LocalCopy(SUBJECT, () => {});
  await copy.write(copyOf("mine"));
  assert.deepEqual(await leftBehind(SUBJECT), []);
});

test("what others wrote, or what is about something else, is left alone", async () => {
  await gone("theirs", { ...SUBJECT, user: "u2" });
  await gone("other", { ...SUBJECT, id: "n2" });
  assert.deepEqual(await leftBehind(SUBJECT), []);
  assert.deepEqual(texts(await leftBehind({ user: "u1", kind: "note" })), ["other"]);
});

test("it goes when the server has everything, and comes back when that is undone", async () => {
  const copy = await gone("x");
  const [kept] = await leftBehind(SUBJECT);
  copy.remove();
  assert.deepEqual(await leftBehind(SUBJECT), []);
  await keepAgain(kept);
  assert.deepEqual(texts(await leftBehind(SUBJECT)), ["x"]);
  await removeCopy(kept.key);
  assert.deepEqual(await leftBehind(SUBJECT), []);
});

test("it goes after seven days, whoever's it is", async () => {
  await gone("old", { ...SUBJECT, user: "u2" }, new Date(Date.now() - 7 * 24 * 3600 * 1000 - 1));
  await leftBehind(SUBJECT);
  assert.deepEqual(Object.keys(localStorage), []);
});

test("what is no copy of ours does no harm", async () => {
  localStorage.setItem("dtps:draft:u1:note:n1:x", "{broken");
  localStorage.setItem("theme", "dark");
  assert.deepEqual(await leftBehind(SUBJECT), []);
  assert.equal(localStorage.getItem("theme"), "dark");
});

test("a browser that is full says so, and again when there is room", async () => {
  let told = 0;
  const copy = new LocalCopy(SUBJECT, () => { told += 1; });
  localStorage.room = 10;
  assert.equal(await copy.write(copyOf("long")), false);
  assert.deepEqual([copy.isKept, copy.survivesLeaving, told], [false, false, 1]);
  localStorage.room = Infinity;
  assert.equal(await copy.write(copyOf("long")), true);
  assert.deepEqual([copy.isKept, copy.survivesLeaving], [true, true]);
});
