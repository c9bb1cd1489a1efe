/** apiClient ends in data or in an error that can be told to a person, and never throws. */

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { apiClient } from "../../static/js/api-client.js";

globalThis.document = { cookie: "session=x; csrf=secret" };

afterEach(() => mock.restoreAll());

/** Answers every request with `response`, or by throwing it; gives what notes the calls. */
function answering(response) {
  const fake = mock.method(globalThis, "fetch", async () => {
    if (response instanceof Error) throw response;
    return response;
  });
  return fake.mock;
}

function problem(status, body, headers = {}) {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/problem+json", ...headers } });
}

test("data comes as data", async () => {
  const requests = answering(Response.json({ results: [1] }));
  assert.deepEqual(await apiClient.get("/api/foods/?q=dal"), { data: { results: [1] }, error: null });
  const [url, { method, headers, body }] = requests.calls[0].arguments;
  assert.deepEqual([url, method, body], ["/api/foods/?q=dal", "GET", undefined]);
  assert.equal(headers["X-CSRFToken"], undefined);
});

test("an empty answer is no error", async () => {
  answering(new Response(null, { status: 204 }));
  assert.deepEqual(await apiClient.delete("/api/drafts/"), { data: null, error: null });
});

test("the CSRF token is the cookie's at that moment", async () => {
  const requests = answering(Response.json({}));
  await apiClient.post("/api/drafts/", { a: 1 });
  document.cookie = "csrf=old; __Host-csrf=newer";
  assert.equal(requests.calls[0].arguments[1].headers["X-CSRFToken"], "secret");
  assert.equal(requests.calls[0].arguments[1].body, '{"a":1}');
  const again = answering(Response.json({}));
  await apiClient.put("/api/drafts/", {});
  assert.equal(again.calls[0].arguments[1].headers["X-CSRFToken"], "newer");
});

test("a problem comes with all its members", async () => {
  answering(problem(409, { code: "draft_conflict", detail: "Choose.", conflicts: { name: {} } }));
  const { data, error } = await apiClient.post("/api/drafts/", {});
  assert.equal(data, null);
  assert.equal(error.status, 409);
  assert.equal(error.code, "draft_conflict");
  assert.equal(error.detail, "Choose.");
  assert.deepEqual(error.conflicts, { name: {} });
});

test("Retry-After is told in seconds", async () => {
  answering(problem(429, { code: "too_many" }, { "Retry-After": "7" }));
  assert.equal((await apiClient.get("/")).error.retryAfter, 7);
  answering(problem(503, {}, { "Retry-After": new Date(Date.now() + 30_000).toUTCString() }));
  const { retryAfter } = (await apiClient.get("/")).error;
  assert.ok(retryAfter > 27 && retryAfter <= 30, String(retryAfter));
});

test("a proxy's page is an error in words", async () => {
  answering(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  const { error } = await apiClient.get("/");
  assert.equal(error.code, "http_502");
  assert.match(error.detail, /try again/);
});

test("a page where JSON should be is an error", async () => {
  for (const body of ["<p>Hello</p>", '"text"', ""]) {
    answering(new Response(body, { status: 200 }));
    const { data, error } = await apiClient.get("/");
    assert.deepEqual([data, error.code], [null, "unreadable"]);
  }
});

test("a broken connection, silence and a cancelled call have codes of their own", async () => {
  answering(new TypeError("Failed to fetch"));
  assert.equal((await apiClient.get("/")).error.code, "network");
  mock.method(globalThis, "fetch", (url, { signal }) => new Promise((resolve, reject) => {
    const open = setTimeout(() => {}, 10_000); // keeps Node running: its timers of signals do not
    signal.addEventListener("abort", () => {
      clearTimeout(open);
      reject(signal.reason);
    });
  }));
  assert.equal((await apiClient.get("/", { timeout: 5 })).error.code, "timeout");
  const controller = new AbortController();
  const call = apiClient.get("/", { signal: controller.signal });
  controller.abort();
  assert.equal((await call).error.code, "aborted");
});
