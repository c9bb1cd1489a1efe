/**
 * Short messages in a corner of the page: read out, closable, with buttons such as Undo.
 *
 * One toast for each distinct text. Errors stay until they are closed; the others go by themselves, but not while
 * somebody points at them or has the focus in them. While a modal dialog is open they are shown inside it: all
 * outside it is inert, buttons of toasts included.
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

/** @type {Map<string, HTMLElement>} */
const shown = new Map();

/**
 * Shows `text`; a toast of the same text that is still there is replaced.
 * @param {string} text
 * @param {{title?: string, tone?: Tone, actions?: ToastAction[]}} [options]
 * @returns {{close: () => void}}
 */
export function toast(text, { title = "", tone = "info", actions = [] } = {}) {
  const key = `${title}\n${text}`;
  shown.get(key)?.remove();
  const { box, quiet, urgent } = area ??= makeArea();
  const words = [title && element("strong", {}, title), text].filter(Boolean);
  const made = element("div", { class: `toast toast-${tone}` }, element("p", {}, ...words));
  const close = () => dismiss(key, made);
  made.append(...actions.map((action) => control(action, close)), closeButton(close));
  shown.set(key, made);
  moveInto(currentHost());
  (tone === "danger" ? urgent : quiet).append(made);
  if (!box.matches(":popover-open")) box.showPopover();
  if (tone !== "danger") goByItself(made, close, actions.length ? DECIDING_MS : READING_MS);
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
  return button(label, () => { close(); run(); });
}

function closeButton(close) {
  const made = button("×", close, "button button-quiet button-icon");
  made.setAttribute("aria-label", gettext("Close"));
  return made;
}

function dismiss(key, made) {
  made.remove();
  if (shown.get(key) === made) shown.delete(key);
  if (!shown.size) area?.box.hidePopover();
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
