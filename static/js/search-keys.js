/**
 * The way into the search: "/" where nobody types, Ctrl+K or Cmd+K anywhere, and the magnifying glass of the header.
 * The dialog is fetched when it is first wanted; where that fails, the page of the search does the same.
 */

let typed = null; // what is typed while the dialog is on its way; null when it is not

export function openSearchByKeys() {
  const link = document.querySelector("[data-search]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (typed !== null && event.key.length === 1 && !event.ctrlKey && !event.metaKey) typed += event.key;
    else if (isShortcut(event)) open(link);
    else return;
    event.preventDefault();
  });
}

function isShortcut({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
  if (altKey || document.querySelector("dialog:modal")) return false;
  if (ctrlKey || metaKey) return !shiftKey && key.toLowerCase() === "k";
  return key === "/" && !target.closest?.("input, textarea, select, [contenteditable], [role=grid]");
}

async function open(link) {
  if (typed !== null) return;
  typed = "";
  try {
    const { openSearch } = await import("./search-dialog.js");
    openSearch(link.dataset, typed);
  } catch {
    location.assign(link.href);
  } finally {
    typed = null;
  }
}
