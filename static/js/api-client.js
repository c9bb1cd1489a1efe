/**
 * Talking to the server: every call of the site goes through here, ends in `{data, error}`, and none throws.
 *
 * The CSRF token is read from its cookie for each request: signing in again in another tab changes it. An answer
 * that is not JSON, a redirect, silence and a broken connection are errors with a `code` of their own.
 *
 * What may pass is tried three times more: without a connection, or after 502, 503 and 504. A call that changes
 * something only if it says that doing it twice does no harm (`idempotent`). 429 is never tried again here: whoever
 * called shows it, and knows whether and when to come back. Nor is what has a longer patience of its own, the draft of a
 * form (save-queue.js) or the stream (resilient-sse.js): two of them would multiply.
 *
 * @typedef {object} ApiError
 * @property {number} status the HTTP status, 0 when there was no answer
 * @property {string} code the server's, or `network`, `timeout`, `aborted`, `redirected`, `unreadable`
 * @property {string} detail a sentence for the person
 * @property {number | null} retryAfter seconds that the server asked to wait
 * Further members of the server's problem document (`errors`, `conflicts` …) are members here too.
 *
 * @typedef {{data: any, error: null} | {data: null, error: ApiError}} Answer
 * @typedef {object} Options
 * @property {Record<string, string>} [headers]
 * @property {boolean} [idempotent] a second arrival of the same request changes nothing
 * @property {boolean} [once] whoever calls tries again itself
 * @property {boolean} [keepalive] outlives the page
 * @property {AbortSignal} [signal]
 * @property {number} [timeout] milliseconds, for each try
 */

import { tell } from "./app-events.js";
import { ownVersion } from "./app-version.js";
import { Backoff, mayPass } from "./backoff.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { toast } from "./toasts.js";

const TIMEOUT_MS = 30_000;
const RETRIES = 3;
const CSRF_COOKIES = ["__Host-csrf", "csrf"]; // with and without HTTPS, as the settings name them

export const apiClient = {
  /** @type {(url: string, options?: Options) => Promise<Answer>} */
  get: (url, options) => call("GET", url, undefined, { idempotent: true, ...options }),
  /** @type {(url: string, body: any, options?: Options) => Promise<Answer>} */
  post: (url, body, options) => call("POST", url, body, options),
  /** @type {(url: string, body: any, options?: Options) => Promise<Answer>} */
  put: (url, body, options) => call("PUT", url, body, options),
  /** @type {(url: string, options?: Options) => Promise<Answer>} */
  delete: (url, options) => call("DELETE", url, undefined, options),
};

/**
 * Tells the person what went wrong, once for each distinct error, with what can be done about it.
 * @param {ApiError} error
 * @param {{tone?: "warn" | "danger", retry?: () => void, undo?: () => void}} [ways]
 * @returns {{close: () => void}}
 */
export function showApiError(error, { tone = "danger", ...ways } = {}) {
  const { status, code, detail } = error;
  const key = [429, 503].includes(status) ? code : detail; // however long it lasts, it is the same trouble
  return toast(detail, { key, tone, stays: true, actions: actionsFor(error, ways) });
}

function actionsFor({ code }, { retry, undo }) {
  if (code === "not_signed_in") return [{ label: gettext("Sign in"), run: () => tell("sign-in-wanted") }];
  if (["client_too_old", "csrf_failed"].includes(code)) return [{ label: gettext("Refresh"), run: () => location.reload() }];
  const actions = [{ label: gettext("Retry"), run: retry }, { label: gettext("Undo"), run: undo }];
  return actions.filter(({ run }) => run);
}

/** The CSRF token that the server set last; empty when it set none. */
export function csrfToken() {
  const cookies = new Map(document.cookie.split("; ").map((pair) => pair.split("=", 2)));
  return CSRF_COOKIES.map((name) => cookies.get(name)).find(Boolean) ?? "";
}

async function call(method, url, body, { idempotent = false, once = !idempotent, ...options } = {}) {
  const backoff = new Backoff();
  for (;;) {
    const answer = await attempt(method, url, body, options);
    if (!answer.error || once || backoff.failures >= RETRIES || !mayPass(answer.error)) return answer;
    await pause(backoff.failed((answer.error.retryAfter ?? 0) * 1000), options.signal);
  }
}

async function attempt(method, url, body, { headers = {}, keepalive = false, signal, timeout = TIMEOUT_MS }) {
  const patience = AbortSignal.timeout(timeout);
  const request = {
    method,
    keepalive,
    redirect: "manual",
    credentials: "same-origin",
    headers: { Accept: "application/json", ...sending(method, body), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  };
  try {
    return await read(url, await fetch(url, request));
  } catch (failure) {
    return refusal(unanswered(failure, signal));
  }
}

/** Ends early when the call is cancelled. */
function pause(delay, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delay);
    signal?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

function sending(method, body) {
  const version = ownVersion();
  return {
    ...(version && { "X-App-Version": version }),
    ...(method !== "GET" && { "X-CSRFToken": csrfToken() }),
    ...(body !== undefined && { "Content-Type": "application/json" }),
  };
}

async function read(url, response) {
  if (response.type === "opaqueredirect") return refusal({ code: "redirected", detail: unexpected() });
  const text = await response.text();
  const answer = understood(response, text);
  const { status, headers } = response;
  tell("answer", { url, status, code: answer.error?.code ?? null, version: headers.get("X-App-Version") });
  return answer;
}

function understood({ ok, status, headers }, text) {
  const content = parsed(text);
  const isReadable = typeof content === "object" && (text !== "" || status === 204);
  if (ok && isReadable) return { data: content, error: null };
  const retryAfter = secondsUntil(headers.get("Retry-After"));
  const problem = ok ? { code: "unreadable" } : content;
  return refusal({ code: `http_${status}`, detail: wordsFor(status, retryAfter), ...problem, retryAfter, status });
}

/** The JSON value; null for an empty body, undefined for what is no JSON. */
function parsed(text) {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unanswered(failure, signal) {
  if (signal?.aborted) return { code: "aborted", detail: gettext("Cancelled.") };
  if (failure.name === "TimeoutError") return { code: "timeout", detail: gettext("The server does not answer.") };
  return { code: "network", detail: gettext("The server cannot be reached.") };
}

function refusal(error) {
  return { data: null, error: { status: 0, retryAfter: null, ...error } };
}

/** `Retry-After` is a number of seconds or a date. */
function secondsUntil(header) {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** For answers that bring no words of their own. */
function wordsFor(status, retryAfter) {
  if (status === 429) return tooMany(Math.ceil(retryAfter ?? 1));
  return status >= 500 ? gettext("The server has a problem. Please try again in a moment.") : unexpected();
}

function tooMany(seconds) {
  const words = ngettext(
    "Too many requests. Please try again in %(seconds)s second.",
    "Too many requests. Please try again in %(seconds)s seconds.",
    seconds,
  );
  return interpolate(words, { seconds });
}

function unexpected() {
  return gettext("The server gave an unexpected answer.");
}
