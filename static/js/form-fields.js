/**
 * A form's data as one JSON object, read from its controls and written back to them.
 *
 * Which names count, and which shape each value has, is taken from the data that the server filled the form with:
 * text, true or false for one checkbox, a list of texts for a choice of several. An element with
 * `data-autosave-value="name"` is a document: its `value` is JSON, and `receive(value, paths)` takes another one,
 * of which only `paths` (seen from its own root) differ.
 */

import { diff } from "./changes.js";
import { DocumentField, PlainField } from "./form-values.js";

/** @typedef {Document} Data */

export class FormFields {
  /** Whether values are being written at this moment: the events this sets off are not somebody's typing. */
  isWriting = false;

  /**
   * @param {HTMLFormElement} form
   * @param {Data} data what the server filled the form with
   */
  constructor(form, data) {
    const controls = Map.groupBy(form.elements, (control) => control.name);
    const documents = [...form.querySelectorAll("[data-autosave-value]")];
    const elements = new Map(documents.map((element) => [element.dataset.autosaveValue, element]));
    this.fields = new Map(Object.entries(data).map(([name, value]) => {
      return [name, fieldFor(elements.get(name), controls.get(name) ?? [], value)];
    }));
    form.addEventListener("formdata", (event) => this.#complete(event.formData));
  }

  /**
   * The data now. Documents in it belong to their elements: copy what is kept.
   * @returns {Data}
   */
  read() {
    const data = {};
    for (const [name, field] of this.fields) data[name] = field.read();
    return data;
  }

  /** The value of one field; undefined when the form has none of that name. */
  value(name) {
    return this.fields.get(name)?.read();
  }

  /**
   * Shows `data`; only controls and parts of documents whose value differs are touched.
   * @param {Data} data
   */
  write(data) {
    const paths = Object.keys(diff(this.read(), data));
    const names = new Set(paths.map((path) => path.split("/", 1)[0]));
    this.isWriting = true;
    try {
      for (const name of names) this.fields.get(name)?.write(data[name], inside(name, paths));
    } finally {
      this.isWriting = false;
    }
  }

  /**
   * What the page calls the place at `path`; null when it does not say.
   * @param {string} path
   * @returns {string | null}
   */
  name(path) {
    const [name, ...rest] = path.split("/");
    return this.fields.get(name)?.name(rest.join("/")) ?? null;
  }

  /** The value at `path` in the words of the page. */
  say(path, value) {
    const [name, ...rest] = path.split("/");
    return this.fields.get(name)?.say(value, rest.join("/")) ?? "";
  }

  /** Documents are no form controls; they join what a native submit sends. */
  #complete(formData) {
    for (const [name, field] of this.fields) {
      if (field instanceof DocumentField) formData.set(name, JSON.stringify(field.read()));
    }
  }
}

function fieldFor(element, controls, value) {
  if (element) return new DocumentField(element, value);
  const isDocument = typeof value === "object" && value !== null && !Array.isArray(value);
  return new PlainField(isDocument ? [] : controls, value); // no control can show a document
}

/** What of `paths` lies in the document `name`, seen from its root; all of it is the empty path. */
function inside(name, paths) {
  const own = paths.filter((path) => path === name || path.startsWith(`${name}/`));
  return own.map((path) => path.slice(name.length + 1));
}
