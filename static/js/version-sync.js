/**
 * A newer version is on the server: what is typed goes there first, then the person is asked, and decides when.
 *
 * The page never reloads by itself. The question is in one tab at a time, the one that is looked at, and "Later" is
 * an answer for all of them.
 */

import { on } from "./app-events.js";
import { isNewer, ownVersion } from "./app-version.js";
import { gettext } from "./i18n.js";
import { onLive } from "./live.js";
import { secureWork } from "./open-work.js";
import { whileLocked } from "./tab-locks.js";
import { toast } from "./toasts.js";

const NAME = "dtps:version";

class VersionPrompt {
  #wanted = null; // the version that there is to ask about
  #isTooOld = false;
  #isAsking = false;
  #later = new Set();
  #withdraw = () => {};
  #channel = new BroadcastChannel(NAME);

  constructor() {
    this.#channel.addEventListener("message", ({ data }) => this.#postpone(data));
    document.addEventListener("visibilitychange", () => this.#turn());
  }

  /** @param {string} version that the server has now */
  notice(version, isTooOld) {
    this.#wanted = version;
    this.#isTooOld ||= isTooOld;
    this.#turn();
  }

  /** Asks in the tab that is looked at, and in no other. */
  #turn() {
    if (document.visibilityState !== "visible") this.#withdraw();
    else if (this.#wanted && !this.#isAsking && !this.#later.has(this.#wanted)) this.#ask();
  }

  async #ask() {
    this.#isAsking = true;
    await whileLocked(NAME, () => this.#prompt(), { ifAvailable: true });
    this.#isAsking = false;
  }

  /** Ends when the question is answered or withdrawn. */
  async #prompt() {
    const safety = await secureWork();
    if (document.visibilityState !== "visible") return;
    const answer = await this.#question(safety);
    this.#withdraw = () => {};
    if (answer !== "later") return;
    this.#later.add(this.#wanted);
    this.#channel.postMessage(this.#wanted);
  }

  /** @returns {Promise<"refresh" | "later" | "withdrawn">} */
  #question(safety) {
    return new Promise((answered) => {
      const { close } = toast(this.#words(safety), {
        key: NAME,
        stays: true,
        onClose: () => answered("later"),
        actions: [
          { label: gettext("Refresh"), run: () => { answered("refresh"); refresh(); } },
          { label: gettext("Later"), run: () => answered("later") },
        ],
      });
      this.#withdraw = () => { answered("withdrawn"); close(); };
    });
  }

  #postpone(version) {
    this.#later.add(version);
    this.#withdraw();
  }

  #words(safety) {
    const news = this.#isTooOld
      ? gettext("This page is too old for the server. Drafts are still saved; for everything else, please refresh.")
      : gettext("A new version is ready.");
    return `${news} ${assurance(safety)}`.trim();
  }
}

/** Watches the version in each answer of the server and in its stream, and what it refuses because of ours. */
export function watchVersion() {
  const own = ownVersion();
  if (!own) return;
  const prompt = new VersionPrompt();
  const compare = ({ version, code }) => {
    const isTooOld = code === "client_too_old";
    if (isTooOld || (version && isNewer(own, version))) prompt.notice(version ?? code, isTooOld);
  };
  on("answer", compare);
  onLive("version", compare);
}

/** Only when everything is safe; what was typed since the question is still to be brought there. */
async function refresh() {
  if ((await secureWork()) !== "lost") location.reload();
  else toast(assurance("lost"), { tone: "danger" });
}

function assurance(safety) {
  return {
    none: "",
    stored: gettext("Everything you typed is saved."),
    kept: gettext("What you typed is safe on this device."),
    lost: gettext("This browser keeps no copy of what you typed: please save it first."),
  }[safety];
}
