/** Style sheets that a page fetches later than itself, each once. */

import { element } from "./dom.js";

const sheets = new Map();

/** Resolves once the style sheet is on the page. */
export function loadStyles(href) {
  if (!sheets.has(href)) sheets.set(href, fetched(href));
  return sheets.get(href);
}

function fetched(href) {
  return new Promise((resolve, reject) => {
    const link = element("link", { rel: "stylesheet", href });
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => {
      link.remove();
      sheets.delete(href);
      reject(new Error(href));
    });
    document.head.append(link);
  });
}
