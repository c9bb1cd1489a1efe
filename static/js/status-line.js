/**
 * The line that says what is safe. It never says more than is true at that moment.
 *
 * @typedef {object} Problem why the server does not have it
 * @property {"offline" | "unreachable" | "limited" | "maintenance" | "signed-out" | "other-user" | "refused"} kind
 * @property {string} [detail] in words; for `refused`
 *
 * @typedef {object} State
 * @property {boolean} isTyping keys have been pressed that are in no copy yet
 * @property {boolean} isKept this browser has a copy of all else that the server has not got
 * @property {boolean} isStored the server has acknowledged everything
 * @property {Date | null} savedAt when the server stored last
 * @property {Problem | null} problem
 */

import { tell } from "./app-events.js";
import { gettext, interpolate } from "./i18n.js";
import { clock } from "./times.js";

/**
 * @param {State} state
 * @returns {{text: string, tone: "" | "ok" | "warn" | "danger"}}
 */
export function wording(state) {
  const { isTyping, isKept, isStored, savedAt, problem } = state;
  if (isStored && !isTyping) return { text: settled(savedAt), tone: savedAt ? "ok" : "" };
  if (problem) return troubled(problem, isTyping, isKept);
  if (!isKept) return { text: gettext("Saving… This browser keeps no copy: please stay on this page."), tone: "warn" };
  return { text: gettext("Saving…"), tone: "" };
}

function settled(savedAt) {
  return savedAt ? interpolate(gettext("Saved at %(time)s"), { time: clock(savedAt) }) : gettext("No changes");
}

function troubled(problem, isTyping, isKept) {
  const where = isTyping && isKept ? gettext("keeping it on this device…") : place(isKept);
  const text = interpolate(reason(problem), { where, detail: problem.detail ?? "" });
  return { text, tone: problem.kind === "refused" || !isKept ? "danger" : "warn" };
}

function place(isKept) {
  return isKept ? gettext("safe on this device") : gettext("only in this tab, please do not close it");
}

function reason({ kind }) {
  return {
    offline: gettext("Offline: %(where)s"),
    unreachable: gettext("The server does not answer: %(where)s"),
    limited: gettext("Too many requests, waiting: %(where)s"),
    maintenance: gettext("The server is being maintained: %(where)s"),
    "signed-out": gettext("You are signed out: %(where)s"),
    "other-user": gettext("Somebody else is signed in: %(where)s"),
    refused: gettext("Cannot save: %(detail)s (%(where)s)"),
  }[kind];
}

export class StatusLine {
  #root;
  #text;
  #voice;
  #signIn;
  #hadProblem = false;

  /** @param {HTMLElement | null} root the element of drafts/status.html; null when the page has none */
  constructor(root) {
    this.#root = root;
    this.#text = root?.querySelector("[data-autosave-text]");
    this.#voice = root?.querySelector("[data-autosave-voice]");
    this.#signIn = root?.querySelector("[data-autosave-sign-in]");
    this.#signIn?.addEventListener("click", () => tell("sign-in-wanted"));
  }

  /** @param {State} state */
  show(state) {
    if (!this.#root) return;
    const { text, tone } = wording(state);
    if (this.#text.textContent === text) return;
    this.#text.textContent = text;
    this.#root.dataset.tone = tone;
    this.#signIn.hidden = state.isStored || state.problem?.kind !== "signed-out";
    this.#announce(state, text);
  }

  /** Read out are trouble and its end; every "Saving…" would be noise. */
  #announce({ isTyping, isStored, problem }, text) {
    if (isTyping || (!problem && !isStored)) return;
    if (!isStored || this.#hadProblem) this.#voice.textContent = text;
    this.#hadProblem = !isStored;
  }
}
