/**
 * Short messages in a corner of the page: read out, closable, with buttons such as Undo.
 *
 * One toast for each distinct text. Errors, and what `stays`, are there until they are closed; the others go by
 * themselves, but not while somebody points at them or has the focus in them. While a modal dialog is open they are
 * shown inside it: all outside it is inert, buttons of toasts included.
 *
 * @typedef {{label: string, run: () => void} | {label: string, href: string}} ToastAction
 * @typedef {"ok" | "info" | "warn" | "danger"} Tone
 */

import { button, element } from "./dom.js";
import { gettext } from "./i18n.js";

const READING_MS = 7_000;
const DECIDING_MS = 30_000;

/** @type {{box: HTMLElement, quiet: HTMLElement, urgent: HTMLElement} | null} */
let area = null;

/** How to close what is shown, by key. @type {Map<string, () => void>} */
const shown = new Map();

/**
 * Shows `text`; a toast of the same text that is still there is replaced, or of the same `key` where the text varies.
 * @param {string} text
 * @param {object} [options]
 * @param {string} [options.title]
 * @param {Tone} [options.tone]
 * @param {ToastAction[]} [options.actions]
 * @param {string} [options.key]
 * @param {boolean} [options.stays]
 * @param {() => void} [options.onClose] it is gone, for whatever reason
 * @returns {{close: () => void}}
 */
export function toast(text, { title = "", tone = "info", actions = [], key = `${title}\n${text}`, stays = tone === "danger", onClose } = {}) {
  shown.get(key)?.();
  const { box, quiet, urgent } = area ??= makeArea();
  const words = [title && element("strong", {}, title), text].filter(Boolean);
  const made = element("div", { class: `toast toast-${tone}` }, element("p", {}, ...words));
  const close = () => {
    if (shown.get(key) !== close) return;
    shown.delete(key);
    made.remove();
    if (!shown.size) area.box.hidePopover();
    onClose?.();
  };
  made.append(...actions.map((action) => control(action, close)), closeButton(close));
  shown.set(key, close);
  moveInto(currentHost());
  (tone === "danger" ? urgent : quiet).append(made);
  if (!box.matches(":popover-open")) box.showPopover();
  if (!stays) goByItself(made, close, actions.length ? DECIDING_MS : READING_MS);
  return { close };
}

function makeArea() {
  const quiet = element("div", { role: "status" });
  const urgent = element("div", { role: "alert" });
  const box = element("div", { class: "toasts", popover: "manual" }, urgent, quiet);
  document.addEventListener("close", () => moveInto(currentHost()), true);
  return { box, quiet, urgent };
}

function control({ label, href, run }, close) {
  if (href) return element("a", { class: "button", href }, label);
  return button(label, () => { run(); close(); });
}

function closeButton(close) {
  const made = button("×", close, "button button-quiet button-icon");
  made.setAttribute("aria-label", gettext("Close"));
  return made;
}

/** The innermost open modal dialog, else the page. */
function currentHost() {
  return [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
}

/** Moving the box closes it, and a modal dialog that was opened since would lie above it: so it is opened again. */
function moveInto(host) {
  const { box } = area;
  if (box.parentElement === host) return;
  host.append(box);
  if (shown.size) box.showPopover();
}

function goByItself(made, close, delay) {
  let timer = setTimeout(close, delay);
  const stay = () => clearTimeout(timer);
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(close, delay);
  };
  made.addEventListener("pointerenter", stay);
  made.addEventListener("focusin", stay);
  made.addEventListener("pointerleave", leave);
  made.addEventListener("focusout", leave);
}
