/** What an error of the drafts API means for the typing that waits: try again, wait for a sign-in, or ask for an edit. */

import { gettext, interpolate } from "./i18n.js";

/** @typedef {Problem} Problem */

const PASSING = [408, 425, 500, 502, 503, 504];
const NO_ANSWER = ["timeout", "unreadable", "redirected", "csrf_failed"]; // or not ours, or not to this token

/**
 * @param {ApiError} error
 * @param {(path: string) => string | null} describe names a place in the form
 * @returns {Problem}
 */
export function problemOf(error, describe) {
  const { status, code, detail, errors } = error;
  if (code === "network") return { kind: navigator.onLine ? "unreachable" : "offline" };
  if (code === "maintenance") return { kind: "maintenance" };
  if (status === 429) return { kind: "limited" };
  if (NO_ANSWER.includes(code) || PASSING.includes(status)) return { kind: "unreachable" };
  if (code === "other_user") return { kind: "other-user" };
  if (code === "not_signed_in") return { kind: "signed-out" };
  if (code !== "invalid_data" || !errors) return { kind: "refused", detail };
  const [path, message] = Object.entries(errors)[0];
  const place = describe(path) ?? path;
  return { kind: "refused", detail: interpolate(gettext("%(place)s: %(message)s"), { place, message }) };
}
