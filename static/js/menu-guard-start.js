/**
 * The guard of a page with a menu: whom it is for, the reasons that were given, and the guard itself once there is
 * something to look for. Without allergies or restrictions nothing more is fetched.
 */

import { gettext } from "./i18n.js";
import { pageData } from "./page-data.js";

/** `<plan-overrides>`: the reasons to keep foods, `{key: reason}`, as one document of the form. */
class PlanOverrides extends HTMLElement {
  #reasons = pageData("plan-overrides");

  get value() {
    return this.#reasons;
  }

  /** Takes the reasons as they were changed elsewhere. */
  receive(reasons) {
    this.#reasons = reasons ?? {};
    this.dispatchEvent(new CustomEvent("guard:reasons", { bubbles: true }));
  }

  /** Writes `reason` down for each of `keys`; an empty one is taken away. */
  give(keys, reason) {
    const others = Object.entries(this.#reasons).filter(([key]) => !keys.includes(key));
    this.#reasons = Object.fromEntries([...others, ...(reason ? keys.map((key) => [key, reason]) : [])]);
    this.dispatchEvent(new CustomEvent("autosave:change", { bubbles: true }));
    this.dispatchEvent(new CustomEvent("guard:reasons", { bubbles: true }));
  }

  describePath() {
    return gettext("Reason to keep a food");
  }

  describeValue(_path, value) {
    return typeof value === "string" ? value : "";
  }
}

/** Whose plan it is, and what they must not eat: as the page says, else as the form does at this moment. */
function readDiet(form, { client, diet, byMark }) {
  if (diet) return { client, ...diet, byMark };
  const chosen = form.elements.namedItem("client")?.selectedOptions?.[0];
  if (chosen) return { client: chosen.text, allergies: listed(chosen, "allergies"), restrictions: listed(chosen, "restrictions"), byMark };
  const ticked = [...form.querySelectorAll("input[name=restrictions]:checked")].map(({ value }) => value);
  return { client: "", allergies: [], restrictions: ticked, byMark };
}

function listed(option, name) {
  return (option.dataset[name] ?? "").split(" ").filter(Boolean);
}

async function begin() {
  await customElements.whenDefined("menu-editor");
  const editor = document.querySelector("menu-editor");
  const form = editor.closest("form");
  const config = pageData("menu-guard");
  let starting = null;
  const look = async () => {
    const diet = readDiet(form, config);
    if (!starting && !diet.allergies.length && !diet.restrictions.length) return;
    starting ??= import("./menu-guard-view.js").then(({ MenuGuard }) => new MenuGuard(editor, config));
    (await starting).guardFor(readDiet(form, config));
  };
  const isAsked = ({ name }) => name === "client" || name === "restrictions";
  form.addEventListener("change", ({ target }) => isAsked(target) && look());
  await look();
}

if (document.querySelector("plan-overrides")) customElements.define("plan-overrides", PlanOverrides);
if (document.querySelector("menu-editor")) begin();
