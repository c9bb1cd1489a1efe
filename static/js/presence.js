/** Who else edits what this page edits; what they save comes into the form that is open here. */

import { Activity } from "./activity.js";
import { gettext, interpolate } from "./i18n.js";
import { later } from "./later.js";
import { onLive } from "./live.js";
import { PresenceList } from "./presence-list.js";
import { PresenceSocket } from "./presence-socket.js";
import { toast } from "./toasts.js";

const HERE_MS = 15_000; // the server takes somebody for gone after 45 s
const OWN_SAVE_MS = 3_000; // until the page that follows a save has taken this one's place

/** @param {AutosaveForm} autosave of an object that has been saved before */
export function showPresence(autosave) {
  const root = autosave.form.querySelector("[data-presence]");
  if (!root) return;
  const list = new PresenceList(root);
  const activity = new Activity(() => here());
  const socket = new PresenceSocket(address(autosave.subject), {
    onMessage: (message) => {
      if (message.type === "people") list.show(message.people);
      else if (message.type === "saved") takeIn(autosave, message);
    },
    onOpen: opened(() => here(), () => autosave.sync.queue.flush({ always: true })),
    onClose: () => list.hide(),
  });
  const here = () => socket.send({ type: "here", idle: activity.isIdle });
  setInterval(here, HERE_MS);
  onLive("ping", here); // the clock of a tab that nobody sees goes off once a minute
  onLive("state", ({ state }) => state === "live" && socket.signedIn());
}

/** While there was no connection, somebody may have saved: so whatever is new is asked for when there is one again. */
function opened(greet, catchUp) {
  let isFirst = true;
  return () => {
    greet();
    if (!isFirst) catchUp();
    isFirst = false;
  };
}

/**
 * Somebody has saved. Typing here may have brought it in already, before this was heard. It may also have been the
 * form of this very page, which then has nothing to ask any more.
 */
async function takeIn({ sync, draft, subject }, { version, by }) {
  if (by.user === subject.user) await later(OWN_SAVE_MS);
  if (version > draft.version) await sync.queue.flush({ always: true });
  if (by.user === subject.user || sync.newsVersion < version) return;
  const words = gettext("%(name)s saved a new version. Their changes are in your form.");
  whenVisible(() => toast(interpolate(words, { name: by.name })));
}

function whenVisible(action) {
  if (document.visibilityState === "visible") action();
  else document.addEventListener("visibilitychange", action, { once: true });
}

function address({ kind, id }) {
  return `${location.origin.replace(/^http/, "ws")}/ws/presence/${kind}/${id}/`;
}
