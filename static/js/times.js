/** Times as people read them, on the clock of this device. */

/**
 * `10:32` today, with the day before it otherwise.
 * @param {Date | string} moment
 * @param {Date} [now]
 * @returns {string}
 */
export function clock(moment, now = new Date()) {
  const time = new Date(moment);
  const day = time.toDateString() === now.toDateString() ? {} : { day: "numeric", month: "short" };
  const language = globalThis.document?.documentElement.lang || "en-GB";
  const style = { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, style).format(time);
}
