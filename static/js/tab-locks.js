/**
 * Taking turns among the tabs of one browser. Where pages do not come by HTTPS there are no locks: then no tab can
 * know of the others, and none waits.
 */

/**
 * Runs `task` while this tab has the lock.
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} task
 * @param {LockOptions} [options] with `ifAvailable`, the task is left out when another tab has it
 * @returns {Promise<T | undefined>}
 */
export async function whileLocked(name, task, options = {}) {
  if (!navigator.locks) return task();
  return navigator.locks.request(name, options, (lock) => lock ? task() : undefined);
}
