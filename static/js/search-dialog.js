/**
 * The search over the whole site in a dialog: an ARIA combobox whose list has a group for each kind of thing.
 * Requests wait for a pause in typing, and an answer that came too late is thrown away. Nothing is remembered.
 */

import { apiClient } from "./api-client.js";
import { Debounce } from "./debounce.js";
import { element } from "./dom.js";
import { gettext, interpolate, ngettext } from "./i18n.js";

const WAIT_MS = 150;
const SHORTEST = 2;
const LIST = "search-list";

let dialog = null;

/** Opens the dialog. @param {{search: string, page: string}} addresses of the API and of the page @param {string} typed */
export function openSearch({ search, page }, typed = "") {
  dialog ??= new SearchDialog(search, page);
  dialog.open(typed);
}

class SearchDialog {
  #options = [];
  #marked = -1;
  #request = null;
  #pickNext = false; // Enter came before the answer
  #soon = new Debounce(() => this.#search(), { wait: WAIT_MS, longest: WAIT_MS * 4 });

  constructor(api, page) {
    this.api = api;
    this.page = page;
    this.input = element("input", {
      class: "input", type: "text", role: "combobox", maxlength: 100, autocomplete: "off", spellcheck: "false",
      "aria-label": gettext("Search clients, plans, templates, foods and pages"),
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": LIST,
      placeholder: gettext("Search clients, plans, templates, foods and pages"),
    });
    this.list = element("div", { id: LIST, role: "listbox", class: "search-list", "aria-label": gettext("Results") });
    this.status = element("p", { class: "muted small search-status", role: "status" });
    this.box = element("dialog", { class: "dialog search-dialog", "aria-label": gettext("Search") },
      this.input, this.list, this.status);
    document.body.append(this.box);
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#pressed(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.#clicked(event));
    this.box.addEventListener("click", ({ target }) => target === this.box && this.box.close());
    this.box.addEventListener("close", () => this.#stop());
  }

  open(typed) {
    this.input.value = typed;
    this.#show([]);
    this.#say(gettext("Arrow keys choose, Enter opens, Esc closes."));
    this.box.showModal();
    this.input.focus();
    if (typed) this.#typed();
  }

  #stop() {
    this.#soon.cancel();
    this.#request?.abort();
    this.#pickNext = false;
  }

  #typed() {
    this.#stop();
    if (this.input.value.trim().length >= SHORTEST) this.#soon.touch();
    else this.#show([]);
  }

  async #search() {
    const request = new AbortController();
    this.#request = request;
    const query = new URLSearchParams({ q: this.input.value.trim() });
    const { data, error } = await apiClient.get(`${this.api}?${query}`, { signal: request.signal });
    if (request.signal.aborted) return;
    this.#request = null;
    if (error) return this.#say(error.detail);
    this.#show(data.groups);
    const { length } = this.#options;
    this.#say(length
      ? interpolate(ngettext("%(count)s result", "%(count)s results", length), { count: length })
      : gettext("Nothing found that you may see."));
    if (this.#pickNext) this.#open(this.#options[0]);
  }

  #show(groups) {
    this.list.replaceChildren(...groups.map((group) => groupElement(group)));
    this.#options = [...this.list.querySelectorAll("[role=option]")];
    this.#options.forEach((option, index) => { option.id = `search-option-${index}`; });
    this.input.setAttribute("aria-expanded", String(this.#options.length > 0));
    this.#mark(this.#options.length ? 0 : -1);
  }

  #mark(index) {
    this.#options[this.#marked]?.setAttribute("aria-selected", "false");
    this.#marked = index;
    const option = this.#options[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { length } = this.#options;
    if (step && length) {
      event.preventDefault();
      this.#mark((this.#marked + step + length) % length);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#pickNext = this.#soon.isWaiting || this.#request !== null;
      if (this.#soon.isWaiting) this.#soon.flush();
      else if (!this.#pickNext && this.input.value.trim()) this.#open(this.#options[this.#marked]);
    }
  }

  #clicked(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.#open(option);
  }

  /** Without a result, the page of the search, which says so. */
  #open(option) {
    location.assign(option?.dataset.url ?? `${this.page}?${new URLSearchParams({ q: this.input.value.trim() })}`);
    this.box.close();
  }

  #say(text) {
    this.status.textContent = text;
  }
}

function groupElement({ kind, label, results, more }) {
  const id = `search-group-${kind}`;
  const options = results.map(({ title, note, url }) => optionElement(title, note, url));
  if (more) options.push(optionElement(interpolate(gettext("All %(label)s that match"), { label }), "", more));
  return element("div", { role: "group", "aria-labelledby": id },
    element("p", { id, class: "search-group", role: "presentation" }, label), ...options);
}

function optionElement(title, note, url) {
  return element("div", { role: "option", "aria-selected": "false", "data-url": url, class: "search-option" },
    element("span", {}, title), element("span", { class: "muted small" }, note));
}
