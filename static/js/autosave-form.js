/**
 * Autosave of one form, whatever it is about.
 *
 * Each key is kept in this browser within 0.3 s, however long somebody types without a pause, and at once when the
 * page is hidden or left; the server has it 2 s after the last key, at the latest every 10 s. docs/autosave.md tells it all.
 */

import { apiClient } from "./api-client.js";
import { on } from "./app-events.js";
import { atRest } from "./at-rest.js";
import { offerClearing } from "./clear-draft.js";
import { Debounce } from "./debounce.js";
import { Draft } from "./draft.js";
import { DraftSync } from "./draft-sync.js";
import { FormFields } from "./form-fields.js";
import { LocalCopy } from "./local-copy.js";
import { addWork } from "./open-work.js";
import { StatusLine } from "./status-line.js";
import { guardSubmit } from "./submit-guard.js";

const KEEPING = { wait: 150, longest: 300 }; // leaves half of 0.3 s to the disk
const MOST_BYTES_AT_THE_END = 60_000; // browsers take 64 KiB from a page that goes

export class AutosaveForm {
  /** Whether the server had everything when stock was taken last. */
  isStored = true;

  #whenStored = [];
  #keeping = new Debounce(() => this.takeStock(), KEEPING);
  #status;
  #clearButton;
  #clashes;

  /**
   * @param {HTMLFormElement} form
   * @param {object} start what apps/drafts/pages.py says
   * @param {{clash: HTMLDialogElement, clear: HTMLDialogElement}} dialogs of drafts/page.html
   */
  constructor(form, start, dialogs) {
    const { kind, id, user, url, draftSavedAt } = start;
    this.form = form;
    this.subject = { user, kind, id };
    this.fields = new FormFields(form, start.data);
    this.draft = new Draft(start, this.fields);
    this.copy = new LocalCopy(this.subject, () => this.#show());
    this.#clashes = atRest(() => import("./clash-dialog.js").then(({ ClashDialog }) => new ClashDialog(dialogs.clash, this.fields)));
    this.sync = new DraftSync({
      draft: this.draft,
      subject: this.subject,
      url,
      savedAt: draftSavedAt && new Date(draftSavedAt),
      ask: (...clashes) => this.ask(...clashes),
      describe: (path) => this.fields.name(path),
      onChange: () => this.takeStock(),
    });
    this.#status = new StatusLine(form.querySelector("[data-autosave-status]"));
    this.#clearButton = form.querySelector("[data-autosave-clear]");
    offerClearing(this, this.#clearButton, dialogs.clear);
    guardSubmit(this);
  }

  /** Listens from now on. What was typed while the scripts were loading counts too. */
  begin() {
    const { form, sync } = this;
    form.autocomplete = "off"; // else the browser brings back old values on its own, which would look like typing
    for (const name of ["input", "autosave:change"]) form.addEventListener(name, () => this.#typed());
    form.addEventListener("change", () => this.#committed()); // some widgets fire nothing else
    addWork({ keep: () => this.takeStock(), store: () => this.#store() });
    on("signed-in", () => sync.queue.retry());
    addEventListener("online", () => sync.queue.retry());
    addEventListener("offline", () => this.#show());
    addEventListener("focus", () => sync.queue.retry());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", ({ persisted }) => persisted && sync.queue.flush({ always: true }));
    addEventListener("beforeunload", (event) => this.#warn(event));
    document.addEventListener("visibilitychange", () => this.#turn());
    this.takeStock();
    if (!this.isStored) sync.queue.flush();
    form.querySelector("[data-conflicts]")?.remove(); // the flush asks about them, and the answer is kept
  }

  /**
   * Keeps in this browser what the server does not have, and shows how things stand.
   * @returns {Promise<boolean>} whether it is kept
   */
  takeStock() {
    this.#keeping.cancel();
    const changes = this.draft.pending();
    this.isStored = this.draft.sent === null && Object.keys(changes).length === 0;
    const kept = this.isStored ? Promise.resolve(true) : this.copy.write(this.#copyOf(changes));
    if (this.isStored) this.#wrapUp();
    this.#show();
    return kept;
  }

  /** The form was changed by a script on somebody's behalf. Answers as `takeStock` does. */
  changed() {
    this.sync.queue.touch();
    return this.takeStock();
  }

  /** Has the person choose, see clash-dialog.js. */
  async ask(...clashes) {
    return (await this.#clashes()).ask(...clashes);
  }

  /** Runs `action` once the server has everything. */
  whenStored(action) {
    this.#whenStored.push(action);
  }

  /** Brings everything to the server now; answers whether it has it. */
  async #store() {
    await this.sync.queue.flush();
    await this.takeStock();
    return this.isStored;
  }

  #copyOf(changes) {
    const { sent, revision, version } = this.draft;
    return {
      revision,
      version,
      sent: sent && { id: sent.id, changes: sent.changes },
      changes,
      at: new Date().toISOString(),
      url: location.pathname + location.search,
      title: String(this.fields.value("name") ?? ""),
    };
  }

  #wrapUp() {
    this.copy.remove();
    for (const action of this.#whenStored.splice(0)) action();
  }

  #typed() {
    if (this.fields.isWriting) return;
    this.#keeping.touch();
    this.sync.queue.touch();
    this.#show();
  }

  #committed() {
    if (this.fields.isWriting) return;
    this.takeStock();
    if (!this.isStored) this.sync.queue.touch();
  }

  #show() {
    const { problem, savedAt } = this.sync;
    this.#status.show({
      isTyping: this.#keeping.isWaiting,
      isKept: this.copy.isKept,
      isStored: this.isStored,
      savedAt,
      problem: problem ?? (navigator.onLine ? null : { kind: "offline" }),
    });
    if (this.#clearButton) this.#clearButton.hidden = this.isStored && this.draft.revision === 0;
  }

  #turn() {
    if (document.visibilityState === "visible") {
      this.sync.queue.retry();
    } else {
      this.takeStock();
      this.sync.queue.flush();
    }
  }

  /** The copy in this browser is what counts; a request may still make it, or not. */
  #leave() {
    this.takeStock();
    const request = this.sync.isBusy ? null : this.sync.request();
    if (!request) return;
    this.takeStock(); // the copy tells what was sent
    if (new Blob([JSON.stringify(request)]).size > MOST_BYTES_AT_THE_END) return;
    apiClient.post(this.sync.url, request, { headers: this.sync.headers, keepalive: true });
  }

  #warn(event) {
    this.takeStock();
    if (!this.copy.survivesLeaving) event.preventDefault();
  }
}
