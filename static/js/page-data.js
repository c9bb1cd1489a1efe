/** JSON that a page carries in a script element: parsed once, whoever asks, and never changed in place. */

const parsed = new Map();

/**
 * The JSON of `<script type="application/json" id="id">`. Two who ask get the same object, so that telling whether
 * theirs still agree takes no time as long as neither has changed.
 * @param {string} id
 */
export function pageData(id) {
  if (!parsed.has(id)) parsed.set(id, JSON.parse(document.getElementById(id).textContent));
  return parsed.get(id);
}
