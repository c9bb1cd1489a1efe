/**
 * The way into the search: "/" where nobody types, Ctrl+K or Cmd+K anywhere, and the magnifying glass of the header.
 * The dialog is fetched when it is first wanted; where that fails, the page of the search does the same.
 */

export function openSearchByKeys() {
  const link = document.querySelector("[data-search]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isShortcut(event)) return;
    event.preventDefault();
    open(link);
  });
}

function isShortcut({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
  if (altKey || document.querySelector("dialog:modal")) return false;
  if (ctrlKey || metaKey) return !shiftKey && key.toLowerCase() === "k";
  return key === "/" && !target.closest?.("input, textarea, select, [contenteditable], [role=grid]");
}

async function open(link) {
  try {
    (await import("./search-dialog.js")).openSearch(link.dataset);
  } catch {
    location.assign(link.href);
  }
}
