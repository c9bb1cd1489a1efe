/** Asks why a food stays although the client must not eat it. */

import { button, element } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";

const LONGEST = 500;

/**
 * Opens the question.
 * @param {{food: string, client: string, labels: string, present: string}} about
 * @returns {Promise<string | null>} the reason; "" takes it back; null: nothing was decided
 */
export function askReason({ food, client, labels, present }) {
  const heading = element("h2", { id: "guard-reason-heading" }, interpolate(gettext("Why does “%(food)s” stay?"), { food }));
  const about = interpolate(gettext("%(food)s %(labels)s. The reason is kept with your name and the date, and holds for this food in the whole plan of %(client)s."), { food, labels, client });
  const reason = element("textarea", { id: "guard-reason", rows: 3, maxlength: LONGEST, required: true });
  reason.value = present;
  const label = element("label", { for: "guard-reason" }, gettext("Reason"));
  const form = element("form", { method: "dialog" }, heading, element("p", {}, about), element("div", { class: "field" }, label, reason));
  const dialog = element("dialog", { class: "dialog", "aria-labelledby": "guard-reason-heading" }, form);
  return new Promise((resolve) => {
    const end = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    form.append(element(
      "div", { class: "dialog-bar" },
      button(gettext("Cancel"), () => end(null)),
      ...(present ? [button(gettext("Take the reason back"), () => end(""))] : []),
      element("button", { class: "button button-primary" }, gettext("Keep the food")),
    ));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (reason.value.trim()) end(reason.value.trim());
    });
    dialog.addEventListener("cancel", () => end(null));
    document.body.append(dialog);
    dialog.showModal();
    reason.focus();
  });
}
