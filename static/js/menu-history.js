/**
 * What was done to a menu in this tab, to take it back and do it again: change sets in both directions, so that an
 * undo touches only what its step touched, whatever came from elsewhere since. Pure, without the page.
 *
 * @typedef {{label: string, back: Changes, group: string, from: object | null, to: object | null}} Step
 *   `back` undoes it; `from` and `to` are the documents around it while more of the same typing may join it
 * @typedef {{menu: object, changes: Changes, conflicts: Conflicts, label: string}} Turn
 *   the menu after an undo or redo, what that changed, and what it left alone because it was changed since
 */

import { apply, diff } from "./changes.js";

const MOST_STEPS = 100; // more than anybody takes back; keeps a long day's memory small

export class MenuHistory {
  #done = [];
  #undone = [];
  #describe;

  /** @param {(changes: Changes, before: object, after: object) => string} describe words for a step without any */
  constructor(describe) {
    this.#describe = describe;
  }

  /** The step that an undo would take back. */
  get newest() {
    return this.#done.at(-1) ?? null;
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /**
   * Notes that `before` became `after`. Edits of one `group` (typing in one field) are one step as long as nothing
   * else happens between them.
   * @returns {Step | null} null when the edits of a group have come back to where they began
   */
  record(before, after, { label = "", group = "" } = {}) {
    this.#undone = [];
    const last = this.#done.at(-1);
    const goesOn = group && last?.group === group && last.to === before;
    if (!goesOn) this.seal();
    const step = goesOn ? last : { label, group, from: before };
    Object.assign(step, { to: after, back: diff(after, step.from) });
    if (!Object.keys(step.back).length) {
      if (goesOn) this.#done.pop();
      return null;
    }
    if (!goesOn) this.#done = [...this.#done, step].slice(-MOST_STEPS);
    if (!group) this.seal();
    return step;
  }

  /** The step that is still being typed is finished: what is typed next is another one. */
  seal() {
    const last = this.#done.at(-1);
    if (!last?.to) return;
    last.label ||= this.#describe(last.back, last.from, last.to);
    Object.assign(last, { from: null, to: null, group: "" });
  }

  /** What an undo or redo would take back or do again, in words. */
  labels() {
    this.seal();
    return { undo: this.#done.at(-1)?.label ?? "", redo: this.#undone.at(-1)?.label ?? "" };
  }

  /**
   * Takes a step back: the newest, or `step`, whatever was done since. `accept` says whether the menu may be that.
   * @returns {Turn | null} null when there is nothing to take back
   */
  undo(menu, accept = () => true, step = this.#done.at(-1)) {
    this.seal();
    if (!this.#done.includes(step)) return null;
    return turn(menu, step, accept, (back) => {
      this.#done = this.#done.filter((other) => other !== step);
      if (back) this.#undone.push(back);
    });
  }

  /** Does the step that was undone last again. */
  redo(menu, accept = () => true) {
    const step = this.#undone.at(-1);
    if (!step) return null;
    return turn(menu, step, accept, (back) => {
      this.#undone.pop();
      if (back) this.#done.push(back);
    });
  }
}

/** Applies a step; its opposite is what it really changed, which is less where something was changed since. */
function turn(menu, step, accept, finish) {
  const { document, conflicts } = apply(menu, step.back);
  if (!accept(document)) return null;
  const changes = diff(menu, document);
  const isSomething = Object.keys(changes).length > 0;
  finish(isSomething ? { label: step.label, back: diff(document, menu), group: "", from: null, to: null } : null);
  return { menu: document, changes, conflicts, label: step.label };
}
