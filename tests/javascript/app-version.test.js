/** What counts as a newer version than this page's. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isNewer } from "../../static/js/app-version.js";

for (const [own, other, newer] of [
  ["0.2.0+a", "0.2.0+a", false],
  ["0.2.0+a", "0.2.0+b", true], // builds have no order
  ["0.2.0+a", "0.2.1+a", true],
  ["0.9.0+a", "0.10.0+a", true],
  ["0.2.1+a", "0.2.0+b", false], // a server that has not been renewed yet
  ["1.0.0+a", "0.9.9+b", false],
  ["0.2.0", "0.3.0", true],
  ["0.2.0+a", "", false],
  ["0.2.0+a", "nonsense", false],
]) {
  test(`from ${own}, ${other || "nothing"} is ${newer ? "newer" : "no newer"}`, () => assert.equal(isNewer(own, other), newer));
}
