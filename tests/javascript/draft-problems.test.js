/** What an error means for the typing that waits. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { problemOf } from "../../static/js/draft-problems.js";

for (const [error, kind] of [
  [{ status: 0, code: "timeout" }, "unreachable"],
  [{ status: 200, code: "unreadable" }, "unreachable"], // half an answer; the save is sent again
  [{ status: 0, code: "redirected" }, "unreachable"], // somebody else's answer: a hotel's network
  [{ status: 502, code: "http_502" }, "unreachable"],
  [{ status: 500, code: "server_error" }, "unreachable"],
  [{ status: 503, code: "maintenance" }, "maintenance"],
  [{ status: 429, code: "rate_limited" }, "limited"],
  [{ status: 401, code: "not_signed_in" }, "signed-out"],
  [{ status: 403, code: "csrf_failed" }, "unreachable"], // the session is asked for a new token
  [{ status: 403, code: "other_user" }, "other-user"],
  [{ status: 403, code: "http_403" }, "refused"], // forbidden is not signed out
  [{ status: 413, code: "too_large" }, "refused"],
]) {
  test(`${error.code} is ${kind}`, () => assert.equal(problemOf(error, () => null).kind, kind));
}
