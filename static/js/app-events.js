/**
 * What modules tell each other without knowing each other.
 *
 * | event | detail | told when |
 * |---|---|---|
 * | `answer` | `{url, code, status, version}` | the server has answered a call of the API client |
 * | `sign-in-wanted` | | the person asks for the dialog to sign in again |
 * | `signed-in` | | the session of the page's own person is there again: what waits can go out |
 */

const target = new EventTarget();

/**
 * @param {"answer" | "sign-in-wanted" | "signed-in"} name
 * @param {any} [detail]
 */
export function tell(name, detail = null) {
  target.dispatchEvent(new CustomEvent(name, { detail }));
}

/**
 * @param {"answer" | "sign-in-wanted" | "signed-in"} name
 * @param {(detail: any) => void} listener
 */
export function on(name, listener) {
  target.addEventListener(name, ({ detail }) => listener(detail));
}
