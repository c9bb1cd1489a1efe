/**
 * The dialog over the page in which its person signs in again.
 *
 * The session has ended: the page stays to be seen, and the dialog can be closed. Somebody else is signed in by now:
 * the page is covered, and there is no way back to it but as its own person.
 */

import { button, element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";

export class SignInDialog {
  #heading = element("h2", { id: "sign-in-title" });
  #words = element("p", {});
  #password = element("input", {
    id: "sign-in-password", type: "password", autocomplete: "current-password", required: true, autofocus: true,
    "aria-describedby": "sign-in-error",
  });
  #error = element("p", { id: "sign-in-error", class: "field-error", role: "alert" });
  #later = button(gettext("Not now"), () => this.#dialog.close());
  #elsewhere;
  #dialog;

  /**
   * @param {object} options
   * @param {string} options.email of the only person who can sign in here
   * @param {string} options.signInUrl the page for everybody else
   * @param {(password: string) => Promise<string | null>} options.signIn what is wrong, null when it worked
   * @param {() => void} options.onDismiss the person has closed it without signing in
   */
  constructor({ email, signInUrl, signIn, onDismiss }) {
    this.#elsewhere = element("a", { class: "button button-quiet", href: signInUrl });
    this.#dialog = element("dialog", { class: "dialog", "aria-labelledby": "sign-in-title" }, this.#form(email));
    this.#dialog.addEventListener("submit", (event) => this.#submit(event, signIn));
    this.#dialog.addEventListener("cancel", (event) => this.#later.hidden && event.preventDefault());
    this.#dialog.addEventListener("close", () => this.#closed(onDismiss));
    document.body.append(this.#dialog);
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /**
   * @param {{state: "ended" | "other", name?: string}} standing
   * @param {Safety} safety of what is typed on the page
   */
  open({ state, name = "" }, safety) {
    const isOther = state === "other";
    this.#heading.textContent = isOther
      ? interpolate(gettext("%(name)s is signed in on this browser now"), { name })
      : gettext("Your session has ended");
    this.#words.textContent = wordsFor(state, safety);
    this.#elsewhere.textContent = isOther
      ? interpolate(gettext("Go on as %(name)s"), { name })
      : gettext("Sign in as somebody else");
    if (this.#later.hidden !== isOther) this.#clear(); // another person's turn
    this.#later.hidden = isOther;
    this.#dialog.toggleAttribute("data-covers", isOther);
    if (this.isOpen) return;
    this.#clear();
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }

  /** It is not needed any more. */
  close() {
    this.#clear();
    if (this.isOpen) this.#dialog.close("done");
  }

  #clear() {
    this.#password.value = "";
    this.#error.textContent = "";
  }

  #form(email) {
    const address = element("input", { id: "sign-in-email", type: "email", autocomplete: "username", readonly: true, value: email });
    return element(
      "form", {},
      this.#heading,
      this.#words,
      field(gettext("E-mail"), address),
      field(gettext("Password"), this.#password, this.#error),
      element("div", { class: "dialog-bar" }, this.#elsewhere, this.#later, element("button", { class: "button button-primary" }, gettext("Sign in"))),
    );
  }

  /** Browsers let a second Escape close any dialog. */
  #closed(onDismiss) {
    if (this.#dialog.returnValue === "done") return;
    if (this.#later.hidden) this.#dialog.showModal();
    else onDismiss();
  }

  async #submit(event, signIn) {
    event.preventDefault();
    if (event.target.ariaBusy === "true") return;
    event.target.ariaBusy = "true";
    this.#error.textContent = "";
    const problem = await signIn(this.#password.value);
    event.target.ariaBusy = null;
    if (problem) {
      this.#error.textContent = problem;
      this.#password.select();
    }
  }
}

function field(label, input, ...notes) {
  return element("div", { class: "field" }, element("label", { for: input.id }, label), input, ...notes);
}

/** Never more than is true. */
function wordsFor(state, safety) {
  if (safety === "lost") {
    return gettext("This browser keeps no copy of what was typed here: please do not close this tab. Sign in again, and it is saved.");
  }
  if (state === "other") {
    return gettext("This page belongs to somebody else. What was typed here stays on this device for them alone; nobody else sees or sends it.");
  }
  if (safety === "kept") return gettext("What you typed is safe on this device. Sign in again, and it is saved.");
  return gettext("Sign in again to go on where you are.");
}
