/** Buttons with `data-print` print the page; without JavaScript they stay hidden, the browser's own menu prints too. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
