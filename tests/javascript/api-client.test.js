/** apiClient ends in data or in an error that can be told to a person, and never throws. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { apiClient } from "../../static/js/api-client.js";
import { on } from "../../static/js/app-events.js";

globalThis.document = {
  cookie: "session=x; csrf=secret",
  querySelector: (selector) => (selector === 'meta[name="app-version"]' ? { content: "1.2.3+build" } : null),
};

beforeEach(() => mock.method(Math, "random", () => 0)); // the shortest of all pauses
afterEach(() => mock.restoreAll());

/** Answers the requests with `responses` in turn, or by throwing them, the last one for ever; notes the calls. */
function answering(...responses) {
  const fake = mock.method(globalThis, "fetch", async () => {
    const response = responses.length > 1 ? responses.shift() : responses[0];
    if (response instanceof Error) throw response;
    return response.clone();
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
  answering(problem(503, {}, { "Retry-After": new Date(Date.now() + 90_000).toUTCString() }));
  const { retryAfter } = (await apiClient.get("/")).error;
  assert.ok(retryAfter > 87 && retryAfter <= 90, String(retryAfter));
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
  const awake = setTimeout(() => {}, 1_000); // the patience of a call alone does not keep Node.js running
  assert.equal((await apiClient.get("/", { timeout: 5 })).error.code, "timeout");
  clearTimeout(awake);
  const controller = new AbortController();
  const call = apiClient.get("/", { signal: controller.signal });
  controller.abort();
  assert.equal((await call).error.code, "aborted");
});

test("every browser's words for a broken connection mean the same", async () => {
  for (const words of ["Failed to fetch", "Load failed", "NetworkError when attempting to fetch resource."]) {
    answering(new TypeError(words));
    assert.equal((await apiClient.get("/")).error.code, "network");
  }
});

test("half an answer is a broken connection", async () => {
  const half = { type: "basic", status: 200, ok: true, headers: new Headers(), text: () => Promise.reject(new TypeError("terminated")) };
  answering({ clone: () => half }, Response.json({ whole: true }));
  assert.deepEqual((await apiClient.get("/")).data, { whole: true });
});

test("what may pass is tried three times more", async () => {
  for (const trouble of [new TypeError("Failed to fetch"), problem(502, {}), problem(503, {}), problem(504, {})]) {
    const calls = answering(trouble);
    assert.notEqual((await apiClient.get("/")).error, null);
    assert.equal(calls.callCount(), 4);
    answering(trouble, trouble, Response.json({ ok: true }));
    assert.deepEqual((await apiClient.get("/")).data, { ok: true });
  }
});

test("what will not pass is not tried again", async () => {
  for (const status of [400, 401, 403, 404, 409, 422, 426, 429, 500]) {
    const calls = answering(problem(status, { code: "x" }, { "Retry-After": "1" }));
    await apiClient.get("/");
    assert.equal(calls.callCount(), 1, String(status));
  }
});

test("a change is tried again only if twice does no harm", async () => {
  const plain = answering(problem(503, {}));
  for (const write of [apiClient.post, apiClient.put]) await write("/", {});
  await apiClient.delete("/");
  assert.equal(plain.callCount(), 3);
  const safe = answering(problem(503, {}), Response.json({}));
  assert.equal((await apiClient.post("/", {}, { idempotent: true })).error, null);
  assert.equal(safe.callCount(), 2);
});

test("the pause is as long as the server asks", async () => {
  answering(problem(503, {}, { "Retry-After": "1" }), Response.json({}));
  const began = Date.now();
  await apiClient.get("/");
  assert.ok(Date.now() - began >= 990);
});

test("a server that asks for a long pause is left alone", async () => {
  const calls = answering(problem(503, { code: "maintenance" }, { "Retry-After": "600" }));
  assert.equal((await apiClient.get("/")).error.retryAfter, 600);
  assert.equal(calls.callCount(), 1);
});

test("a cancelled call does not wait for its turn", async () => {
  answering(problem(503, {}, { "Retry-After": "20" }));
  const controller = new AbortController();
  const call = apiClient.get("/", { signal: controller.signal });
  setTimeout(() => {
    mock.method(globalThis, "fetch", async (url, { signal }) => { throw signal.reason; });
    controller.abort();
  }, 20);
  assert.equal((await call).error.code, "aborted");
});

test("too many requests says for how many seconds, whoever refuses them", async () => {
  answering(new Response("<h1>429</h1>", { status: 429, headers: { "Retry-After": "7" } }));
  assert.equal((await apiClient.get("/")).error.detail, "Too many requests. Please try again in 7 seconds.");
  answering(new Response("", { status: 429, headers: { "Retry-After": "1" } }));
  assert.match((await apiClient.get("/")).error.detail, /in 1 second\.$/);
});

test("forbidden is not signed out", async () => {
  answering(new Response("<h1>Forbidden</h1>", { status: 403 }));
  assert.equal((await apiClient.get("/")).error.code, "http_403");
});

test("the server is told our version, and its own is passed on", async () => {
  const heard = [];
  on("answer", (answer) => heard.push(answer));
  const calls = answering(problem(426, { code: "client_too_old" }, { "X-App-Version": "2.0.0+x" }));
  await apiClient.get("/api/foods/");
  assert.equal(calls.calls[0].arguments[1].headers["X-App-Version"], "1.2.3+build");
  assert.deepEqual(heard, [{ url: "/api/foods/", status: 426, code: "client_too_old", version: "2.0.0+x" }]);
});
