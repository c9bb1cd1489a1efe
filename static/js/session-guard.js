/**
 * What happens when the session of the page's person is not there any more: here, in another tab, on another device.
 *
 * A refused call is only a hint; the session is asked about, and then the person. The dialog waits for a pause in
 * typing, so that no key meant for the page ends up in a password field.
 */

import { csrfToken } from "./api-client.js";
import { on, tell } from "./app-events.js";
import { atRest } from "./at-rest.js";
import { gettext } from "./i18n.js";
import { later } from "./later.js";
import { keepWork, secureWork } from "./open-work.js";
import { SessionTabs } from "./session-tabs.js";
import { toast } from "./toasts.js";

const HINTS = ["not_signed_in", "other_user", "csrf_failed"];
const PAUSE_MS = 700;
const NOT_AGAIN_MS = 2_000; // a server that contradicts itself is not asked without end

export class SessionGuard {
  #lastKey = 0;
  #checkedAt = -Infinity;
  #checks = Promise.resolve();
  #isDismissed = false;
  #isLeaving = false; // another tab signs out
  #isGone = false; // this tab does
  #dialog = null; // once it is fetched
  #fetchDialog;

  /** @param {SessionApi} session */
  constructor(session) {
    this.session = session;
    this.#fetchDialog = atRest(() => import("./sign-in-dialog.js").then(({ SignInDialog }) => this.#makeDialog(SignInDialog)));
    this.tabs = new SessionTabs((message) => this.#hear(message));
    addEventListener("keydown", () => { this.#lastKey = Date.now(); }, true);
    on("answer", ({ url, code }) => this.#overhear(url, code));
    on("sign-in-wanted", () => {
      this.#isDismissed = false;
      this.check();
    });
    this.tabs.tell({ type: "signed-in", user: session.user });
  }

  /** Whether the person is being asked to sign in. */
  get isAsking() {
    return this.#dialog?.isOpen ?? false;
  }

  /** Something suggests that the session is over: a refused call, the stream. */
  suspect() {
    if (this.#isGone || this.isAsking || Date.now() - this.#checkedAt < NOT_AGAIN_MS) return;
    this.#checkedAt = Date.now();
    this.#follow();
  }

  /** Asks whose session it is, and acts on it; one question after the other, so that the last answer counts. */
  check() {
    this.#checkedAt = Date.now();
    this.#checks = this.#checks.then(async () => {
      const standing = await this.session.find();
      if (standing.state === "same") this.#goOn();
      else if (standing.state !== "unknown") await this.#ask(standing);
    });
    return this.#checks;
  }

  /** A page that the browser had kept may belong to a session that is over. Until that is known it shows nothing. */
  async checkKept() {
    document.body.hidden = true;
    const { state } = await this.session.find();
    if (state === "ended" || state === "other") location.reload();
    else document.body.hidden = false;
  }

  /** The person signs out here: what is open in any tab goes to the server first. */
  async leave() {
    this.#isGone = true;
    this.tabs.tell({ type: "leaving" });
    await Promise.all([secureWork(), this.tabs.othersAreDone()]);
  }

  #overhear(url, code) {
    if (HINTS.includes(code) && !this.session.isOwn(url)) this.suspect();
  }

  #makeDialog(SignInDialog) {
    this.#dialog = new SignInDialog({
      email: this.session.email,
      signInUrl: this.session.signInUrl,
      signIn: (password) => this.#signIn(password),
      onDismiss: () => { this.#isDismissed = true; },
    });
  }

  /** Somebody else sees nothing of the page, not even while the dialog that covers it is on its way. */
  async #ask(standing) {
    while (Date.now() - this.#lastKey < PAUSE_MS && !this.isAsking) await later(PAUSE_MS / 4);
    const safety = await keepWork();
    const mustCover = standing.state === "other";
    if (!this.#dialog) {
      document.body.hidden ||= mustCover;
      await this.#fetchDialog();
    }
    if (mustCover || !this.#isDismissed) this.#dialog.open(standing, safety);
    if (mustCover) document.body.hidden = false;
  }

  #goOn() {
    this.#isDismissed = false;
    this.#dialog?.close();
    renewTokens();
    tell("signed-in");
  }

  async #signIn(password) {
    const { error } = await this.session.signIn(password);
    if (error) return error.detail;
    this.#goOn();
    this.tabs.tell({ type: "signed-in", user: this.session.user });
    toast(gettext("You are signed in again."), { tone: "ok" });
    return null;
  }

  /** Nobody is signed in, it seems: gone on purpose, or the session has ended. */
  async #follow() {
    const mayGo = this.#isLeaving && (await keepWork()) !== "lost";
    if (mayGo && (await this.session.find()).state === "ended") location.replace(this.session.signInUrl);
    else await this.check();
  }

  async #hear({ type, user }) {
    if (type === "leaving") {
      this.#isLeaving = true;
      await this.tabs.whileBusy(secureWork);
    } else if (type === "signed-out") {
      await this.#follow();
    } else {
      this.#isLeaving = false;
      if (user !== this.session.user || this.isAsking) this.check();
      else renewTokens();
    }
  }
}

/** Signing in changes the CSRF token; the forms of the page still have the one before. */
function renewTokens() {
  const token = csrfToken();
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
}
