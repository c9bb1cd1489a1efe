/**
 * Talking to /api/: every call ends in `{data, error}` and none throws.
 *
 * The CSRF token is read from its cookie for each request: signing in again in another tab changes it. An answer
 * that is not JSON, a redirect, silence and a broken connection are errors with a `code` of their own.
 *
 * @typedef {object} ApiError
 * @property {number} status the HTTP status, 0 when there was no answer
 * @property {string} code the server's, or `network`, `timeout`, `aborted`, `redirected`, `unreadable`
 * @property {string} detail a sentence for the person
 * @property {number | null} retryAfter seconds that the server asked to wait
 * Further members of the server's problem document (`errors`, `conflicts` …) are members here too.
 *
 * @typedef {{data: any, error: null} | {data: null, error: ApiError}} Answer
 * @typedef {{headers?: Record<string, string>, keepalive?: boolean, signal?: AbortSignal, timeout?: number}} Options
 */

import { gettext } from "./i18n.js";
import { toast } from "./toasts.js";

const TIMEOUT_MS = 30_000;
const CSRF_COOKIES = ["__Host-csrf", "csrf"]; // with and without HTTPS, as the settings name them

export const apiClient = {
  /** @type {(url: string, options?: Options) => Promise<Answer>} */
  get: (url, options) => call("GET", url, undefined, options),
  /** @type {(url: string, body: any, options?: Options) => Promise<Answer>} */
  post: (url, body, options) => call("POST", url, body, options),
  /** @type {(url: string, body: any, options?: Options) => Promise<Answer>} */
  put: (url, body, options) => call("PUT", url, body, options),
  /** @type {(url: string, options?: Options) => Promise<Answer>} */
  delete: (url, options) => call("DELETE", url, undefined, options),
};

/**
 * Tells the person what went wrong.
 * @param {ApiError} error
 */
export function showApiError(error) {
  toast(error.detail, { tone: "danger" });
}

/** The CSRF token that the server set last; empty when it set none. */
export function csrfToken() {
  const cookies = new Map(document.cookie.split("; ").map((pair) => pair.split("=", 2)));
  return CSRF_COOKIES.map((name) => cookies.get(name)).find(Boolean) ?? "";
}

async function call(method, url, body, { headers = {}, keepalive = false, signal, timeout = TIMEOUT_MS } = {}) {
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
    return await read(await fetch(url, request));
  } catch (failure) {
    return refusal(unanswered(failure, signal));
  }
}

function sending(method, body) {
  const headers = method === "GET" ? {} : { "X-CSRFToken": csrfToken() };
  return body === undefined ? headers : { ...headers, "Content-Type": "application/json" };
}

async function read(response) {
  if (response.type === "opaqueredirect") return refusal({ status: 0, code: "redirected", detail: unexpected() });
  const text = await response.text();
  const content = parsed(text);
  const isReadable = typeof content === "object" && (text !== "" || response.status === 204);
  if (response.ok && isReadable) return { data: content, error: null };
  const problem = response.ok ? { code: "unreadable" } : content;
  return refusal({
    code: `http_${response.status}`,
    detail: response.status >= 500 ? failing() : unexpected(),
    retryAfter: secondsUntil(response.headers.get("Retry-After")),
    ...problem,
    status: response.status,
  });
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

function failing() {
  return gettext("The server has a problem. Please try again in a moment.");
}

function unexpected() {
  return gettext("The server gave an unexpected answer.");
}
