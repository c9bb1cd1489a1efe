/** What the server tells this page as it happens, by the one stream that all tabs share. */

import { apiClient } from "./api-client.js";
import { on } from "./app-events.js";
import { SharedLive } from "./shared-live.js";

const UNREAD = "/api/notifications/unread/";
const ON_THE_WAY_MS = 10_000; // from one page of a tab to the next

/** The page's `<body>` says who is signed in and where the stream is; without that there is none. */
const { user, live: url } = globalThis.document?.body.dataset ?? {};
const NOTE = `dtps:live:${user}`;
const shared = url ? open() : null;

/**
 * Runs `handler` with the data of each event of this name: those of the stream, and `state` with `{state, since}`.
 * @param {string} name
 * @param {(data: any) => void} handler
 */
export function onLive(name, handler) {
  shared?.on(name, handler);
}

/** How the stream stands; null on a page without one. @returns {{state: State, since: Date} | null} */
export function liveState() {
  return shared?.status ?? null;
}

/** Tells an event to the pages of all tabs, this one included. */
export function tellTabs(name, data) {
  shared?.tell(name, data);
}

/** Asks the server for the counts, and tells all tabs. @returns {Promise<Answer>} */
export async function reconcile() {
  const answer = await apiClient.get(UNREAD, { once: true, headers: { "X-User": user } });
  if (answer.data) tellTabs("unread", answer.data);
  return answer;
}

function open() {
  const isVisible = () => document.visibilityState === "visible";
  const { locks } = navigator;
  const Channel = globalThis.BroadcastChannel;
  const made = new SharedLive({ user, url, ask: reconcile, lastEventId: noted(), locks, Channel, isVisible });
  made.start();
  for (const name of ["focus", "online"]) addEventListener(name, () => made.nudge());
  on("signed-in", () => made.nudge());
  document.addEventListener("visibilitychange", () => isVisible() && made.nudge());
  addEventListener("pagehide", () => {
    note(made.lastEventId);
    made.stop();
  });
  addEventListener("pageshow", ({ persisted }) => persisted && made.start());
  return made;
}

/** The last event that the page before this one had, so that nothing is missed on the way from one to the other. */
function noted() {
  try {
    const { id, at } = JSON.parse(sessionStorage.getItem(NOTE)) ?? {};
    return Date.now() - at < ON_THE_WAY_MS ? id : null;
  } catch {
    return null;
  }
}

function note(id) {
  try {
    sessionStorage.setItem(NOTE, JSON.stringify({ id, at: Date.now() }));
  } catch {
    // Then the next page begins with the counts of that moment.
  }
}
