/** The status line never says more than is true. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { wording } from "../../static/js/status-line.js";

const AT = new Date(new Date().setHours(10, 32));
const CALM = { isTyping: false, isKept: true, isStored: true, savedAt: AT, problem: null };
const text = (state) => wording({ ...CALM, ...state }).text;

test("saved is said with the time of the acknowledgement", () => assert.equal(text({}), "Saved at 10:32"));

test("nothing is claimed before anything was saved", () => assert.equal(text({ savedAt: null }), "No changes"));

test("saved is never said while anything newer is pending", () => {
  for (const state of [{ isTyping: true }, { isStored: false }, { isStored: false, isTyping: true }]) {
    assert.equal(text(state), "Saving…");
  }
});

test("offline says where the typing is", () => {
  const offline = { isStored: false, problem: { kind: "offline" } };
  assert.equal(text(offline), "Offline: safe on this device");
  assert.equal(text({ ...offline, isTyping: true }), "Offline: keeping it on this device…");
  assert.equal(text({ ...offline, isKept: false }), "Offline: only in this tab, please do not close it");
});

test("a browser that keeps nothing is named even when all goes well", () => {
  assert.match(text({ isStored: false, isKept: false }), /keeps no copy/);
});

test("a refusal says why", () => {
  const problem = { kind: "refused", detail: "Name: too long." };
  assert.equal(text({ isStored: false, problem }), "Cannot save: Name: too long. (safe on this device)");
});

test("a trouble that is over is not told any more", () => {
  assert.equal(text({ problem: { kind: "offline" } }), "Saved at 10:32");
});
