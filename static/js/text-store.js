/** JSON values in this browser's localStorage, which may be full, or forbidden altogether: nothing here throws. */

/** Whether the browser took `value`; if not, what stood under `key` before is still there. */
export function putText(key, value) {
  return attempt(() => {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  }, false);
}

/** @param {string} key */
export function dropText(key) {
  attempt(() => localStorage.removeItem(key));
}

/** The values whose keys begin with `prefix`; null for one that is no JSON. */
export function everyText(prefix) {
  const keys = attempt(() => Object.keys(localStorage), []);
  const own = keys.filter((key) => key.startsWith(prefix));
  return own.map((key) => ({ key, value: attempt(() => JSON.parse(localStorage.getItem(key)), null) }));
}

function attempt(access, otherwise) {
  try {
    return access();
  } catch {
    return otherwise;
  }
}
