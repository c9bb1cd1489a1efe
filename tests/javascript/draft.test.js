/** Draft knows what the server has, what is under way and what only the form shows, whatever happens in between. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft } from "../../static/js/draft.js";

/** A form that is an object. */
class FakeForm {
  constructor(data) {
    this.data = structuredClone(data);
  }

  read() {
    return this.data;
  }

  write(data) {
    this.data = structuredClone(data);
  }
}

const DAL = { id: "a", position: "n", name: "Dal", amount: "1" };

function opened(data = { name: "Week", note: "", items: [DAL] }, revision = 5, version = 2) {
  const form = new FakeForm(data);
  return { form, draft: new Draft({ revision, version, data }, form) };
}

function answer(draft, remote = {}, more = {}) {
  return { revision: draft.revision + 1, version: draft.version, remote, ...more };
}

test("nothing typed is nothing to send", () => {
  assert.equal(opened().draft.next(), null);
});

test("asking for news sends no changes", () => {
  assert.deepEqual(opened().draft.next(true).changes, {});
});

test("a change goes with its old value", () => {
  const { form, draft } = opened();
  form.data.items[0].amount = "2";
  assert.deepEqual(draft.next().changes, { "items/a/amount": ["1", "2"] });
});

test("what has no answer is sent again as it was, under the same id", () => {
  const { form, draft } = opened();
  form.data.name = "Week 1";
  const first = draft.next();
  form.data.name = "Week 12";
  assert.equal(draft.next(), first);
  assert.deepEqual(draft.pending(), { name: ["Week 1", "Week 12"] });
});

test("typing that went on goes with the next save", () => {
  const { form, draft } = opened();
  form.data.name = "Week 1";
  draft.next();
  form.data.name = "Week 12";
  draft.adopt(draft.stored(answer(draft)));
  assert.equal(form.data.name, "Week 12");
  assert.deepEqual(draft.next().changes, { name: ["Week 1", "Week 12"] });
  assert.equal(draft.sent.revision, 6);
});

test("news from elsewhere joins what is being typed", () => {
  const { form, draft } = opened();
  form.data.name = "Mine";
  draft.next();
  const meeting = draft.stored(answer(draft, { note: "theirs", "items/b": { id: "b", position: "t", name: "Rice" } }));
  assert.deepEqual(meeting.clashes, {});
  draft.adopt(meeting);
  assert.deepEqual([form.data.name, form.data.note, form.data.items.map(({ id }) => id)], ["Mine", "theirs", ["a", "b"]]);
  assert.deepEqual(draft.pending(), {});
});

test("news about what is just being typed asks, and keeps what was chosen", () => {
  for (const [choice, expected] of [["mine", "mine again"], ["theirs", "theirs"]]) {
    const { form, draft } = opened();
    form.data.name = "mine";
    draft.next();
    form.data.note = "mine again";
    const meeting = draft.stored(answer(draft, { note: "theirs" }));
    assert.deepEqual(meeting.clashes, { note: { mine: "mine again", theirs: "theirs" } });
    draft.adopt(meeting, { note: choice });
    assert.equal(form.data.note, expected);
  }
});

test("a clash that the server found asks even where this page changed nothing", () => {
  const { form, draft } = opened();
  draft.next(true);
  const conflicts = { name: { mine: "Week", theirs: "Month" } };
  const meeting = draft.clashed({ revision: 5, version: 3, remote: {}, conflicts });
  assert.deepEqual(meeting.clashes, conflicts);
  draft.adopt(meeting, { name: "theirs" });
  assert.equal(form.data.name, "Month");
  assert.deepEqual(draft.next().changes, { name: ["Week", "Month"] });
});

test("keeping mine tells the server that their value was seen", () => {
  const { form, draft } = opened();
  form.data.name = "mine";
  draft.next();
  draft.adopt(draft.clashed({
    revision: 6, version: 2, remote: { note: "n" }, conflicts: { name: { mine: "mine", theirs: "theirs" } },
  }), { name: "mine" });
  assert.deepEqual([form.data.name, form.data.note], ["mine", "n"]);
  assert.deepEqual(draft.next().changes, { name: ["theirs", "mine"] });
});

test("a clash over something they removed keeps or drops the whole of it", () => {
  for (const choice of ["mine", "theirs"]) {
    const { form, draft } = opened();
    form.data.items[0].amount = "2";
    draft.next();
    const mine = { ...DAL, amount: "2" };
    const meeting = draft.clashed({
      revision: 6, version: 2, remote: {}, conflicts: { "items/a": { mine, theirs: null } },
    });
    draft.adopt(meeting, { "items/a": choice });
    assert.deepEqual(form.data.items, choice === "mine" ? [mine] : []);
    const expected = choice === "mine" ? [null, mine] : [mine, null];
    assert.deepEqual(draft.next().changes, { "items/a": expected });
  }
});

test("until the choice is made the clash is not decided", () => {
  const { form, draft } = opened();
  form.data.name = "mine";
  draft.next();
  draft.clashed({ revision: 6, version: 2, remote: {}, conflicts: { name: { mine: "mine", theirs: "theirs" } } });
  assert.deepEqual(draft.pending(), { name: ["Week", "mine"] });
});

test("a newest state that is too far away gets the typing put into it", () => {
  const { form, draft } = opened();
  form.data.note = "mine";
  draft.next();
  draft.adopt(draft.restarted({ revision: 40, version: 3, data: { name: "Month", note: "", items: [] } }));
  assert.deepEqual(form.data, { name: "Month", note: "mine", items: [] });
  assert.deepEqual(draft.next().changes, { note: ["", "mine"] });
});

test("a draft that is simply gone goes on in this form", () => {
  const { form, draft } = opened({ name: "from the draft", note: "", items: [] });
  form.data.note = "typed now";
  draft.next();
  draft.adopt(draft.restarted({ revision: 0, version: 2, data: { name: "as saved", note: "", items: [] } }));
  assert.deepEqual(form.data, { name: "from the draft", note: "typed now", items: [] });
  assert.deepEqual(draft.next().changes, { name: ["as saved", "from the draft"], note: ["", "typed now"] });
});

test("a draft that is gone because it was saved makes room for what was saved", () => {
  const { form, draft } = opened();
  form.data.note = "typed now";
  draft.next();
  draft.adopt(draft.restarted({ revision: 0, version: 3, data: { name: "as saved", note: "", items: [DAL] } }));
  assert.deepEqual(form.data, { name: "as saved", note: "typed now", items: [DAL] });
});

test("a draft that was thrown away does not come back", () => {
  const { form, draft } = opened({ name: "from the draft", note: "", items: [] });
  form.data.note = "typed now";
  draft.forget();
  assert.deepEqual(draft.next(true).changes, {});
  draft.adopt(draft.restarted({ revision: 0, version: 2, data: { name: "as saved", note: "", items: [] } }));
  assert.deepEqual(form.data, { name: "as saved", note: "", items: [] });
  assert.equal(draft.next(), null);
});

test("what was refused waits, and does not hold up the rest", () => {
  const { form, draft } = opened();
  form.data.name = "bad";
  form.data.note = "good";
  draft.next();
  draft.refused(["name"]);
  assert.equal(draft.hasRefused, true);
  assert.deepEqual(draft.next().changes, { note: ["", "good"] });
  draft.adopt(draft.stored(answer(draft)));
  assert.equal(draft.next(), null);
  assert.deepEqual(draft.pending(), { name: ["Week", "bad"] });
  form.data.name = "better";
  assert.deepEqual(draft.next().changes, { name: ["Week", "better"] });
});

test("another tab's save is heard only from the same state", () => {
  const { form, draft } = opened();
  assert.equal(draft.isAt(5, 2), true);
  assert.equal(draft.isAt(4, 2), false);
  form.data.name = "mine";
  draft.next();
  assert.equal(draft.isAt(5, 2), false);
});
