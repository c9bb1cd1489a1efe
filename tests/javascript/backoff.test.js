/** Pauses grow, have full jitter, and are never shorter than asked for. */

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { Backoff, mayPass } from "../../static/js/backoff.js";

afterEach(() => mock.restoreAll());

test("each may be twice as long, up to half a minute", () => {
  mock.method(Math, "random", () => 1);
  const backoff = new Backoff();
  const pauses = Array.from({ length: 7 }, () => backoff.failed());
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  backoff.reset();
  assert.equal(backoff.failed(), 1_000);
});

test("all of it is left to chance", () => {
  mock.method(Math, "random", () => 0);
  assert.equal(new Backoff().failed(), 0);
});

test("the server's wish comes first", () => {
  mock.method(Math, "random", () => 0.5);
  const backoff = new Backoff();
  assert.equal(backoff.failed(20_000), 20_000);
  assert.equal(backoff.failed(200), 1_000);
});

test("offline it cannot pass by trying", () => {
  assert.ok(mayPass({ status: 0, code: "network", retryAfter: null }));
  assert.ok(!mayPass({ status: 503, code: "maintenance", retryAfter: 31 }));
  const here = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { onLine: false }, configurable: true });
  assert.ok(!mayPass({ status: 0, code: "network", retryAfter: null }));
  if (here) Object.defineProperty(globalThis, "navigator", here);
  else delete globalThis.navigator;
});
