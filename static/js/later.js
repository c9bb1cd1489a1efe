/** Resolves after so many milliseconds. @returns {Promise<void>} */
export function later(delay) {
  return new Promise((resolve) => { setTimeout(resolve, delay); });
}
