/**
 * After a Save: forgetting this browser's copy, once the page that follows says that the object is saved.
 *
 * What was typed after the form had been sent is newer than the note taken then, and stays.
 */

import { Tabs } from "./tabs.js";
import { copyAt, removeCopy } from "./local-copy.js";

const NOTE = "dtps:submitted";
const TAG = /(?:^|\s)draft-saved:([^:\s]+):([^:\s]+)/;

/**
 * A form is about to be sent, whose copy is kept under `key`.
 * @param {string} key
 */
export function noteSubmitted(key) {
  try {
    sessionStorage.setItem(NOTE, JSON.stringify({ key, at: new Date().toISOString() }));
  } catch {
    // Without the note the copy stays, and is found to hold nothing new when the form is opened again.
  }
}

/**
 * Reads the message tag `draft-saved:<kind>:<id>`.
 * @param {string} tags
 * @param {string | undefined} user
 */
export async function forgetSaved(tags, user) {
  const [, kind, id] = TAG.exec(tags) ?? [];
  if (!kind || !user) return;
  const { key, at } = note();
  const copy = key?.startsWith(`dtps:draft:${user}:${kind}:${id}:`) ? await copyAt(key) : null;
  if (copy && copy.at <= at) removeCopy(key);
  const tabs = new Tabs({ user, kind, id });
  tabs.tell({ type: "saved" });
  tabs.close();
}

function note() {
  try {
    const found = JSON.parse(sessionStorage.getItem(NOTE)) ?? {};
    sessionStorage.removeItem(NOTE);
    return found;
  } catch {
    return {};
  }
}
