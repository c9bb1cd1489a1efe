/** Signing out: what is open in any tab of this browser goes to the server first, then the session ends. */

import { csrfToken } from "./api-client.js";

/** @param {SessionGuard} guard */
export function offerSignOut(guard) {
  const form = document.querySelector("form[data-sign-out]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    await guard.leave();
    form.elements.csrfmiddlewaretoken.value = csrfToken();
    form.submit();
  });
}
