/** changes.js gives the answers that changes.py gives. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { apply, diff, same, valueAt } from "../../static/js/changes.js";

const cases = JSON.parse(readFileSync(new URL("../cases/changes.json", import.meta.url), "utf8"));

describe("same", () => {
  for (const { name, one, other, same: expected } of cases.same) {
    test(name, () => {
      assert.equal(same(one, other), expected);
      assert.equal(same(other, one), expected);
    });
  }
});

describe("valueAt", () => {
  for (const { name, document, path, value } of cases.value_at) {
    test(name, () => assert.deepEqual(valueAt(document, path), value));
  }
});

describe("diff", () => {
  for (const { name, before, after, changes } of cases.diff) {
    test(name, () => {
      const found = diff(before, after);
      assert.deepEqual(found, changes);
      const reached = apply(before, found);
      assert.ok(same(reached.document, after));
      assert.deepEqual(reached.conflicts, {});
    });
  }
});

describe("apply", () => {
  for (const { name, document, changes, after, conflicts } of cases.apply) {
    test(name, () => {
      const untouched = structuredClone(document);
      assert.deepEqual(apply(document, changes), { document: after, conflicts });
      assert.deepEqual(document, untouched);
    });
  }
});

test("a path that names the prototype changes nothing but the document", () => {
  const { document } = apply({}, JSON.parse('{"__proto__": [null, {"polluted": true}]}'));
  assert.equal({}.polluted, undefined);
  assert.equal(Object.getPrototypeOf(document), Object.prototype);
});
