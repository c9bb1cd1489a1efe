/**
 * Modules that the first look at a page does not need: fetched once it is there and rests, so that they are at hand
 * when they are wanted, also without a network and after a deploy; or at once by whoever wants them before.
 */

const REST_MS = 1_500; // behind the load of the page, whose own requests go first
const AGAIN_MS = 2_000;

const loaded = new Promise((resolve) => {
  const rest = () => setTimeout(resolve, REST_MS);
  if (globalThis.document?.readyState === "complete") rest();
  else globalThis.addEventListener?.("load", rest, { once: true });
});

/**
 * @template T
 * @param {() => Promise<T>} load an import
 * @returns {() => Promise<T>} what it answers; a load that failed is tried again, so this ends when it is there
 */
export function atRest(load) {
  let result = null;
  const get = () => result ??= untilThere(load);
  loaded.then(get);
  return get;
}

async function untilThere(load) {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => { setTimeout(resolve, AGAIN_MS); });
    }
  }
}
