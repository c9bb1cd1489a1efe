"""What holds of changes and merges whatever the documents are."""

import copy
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from apps.drafts import history
from apps.drafts.changes import apply, diff, same, value_at
from apps.drafts.merging import merge, overlaps, put, take
from tests.drafts.documents import forms

Document = dict[str, Any]


@given(forms, forms)
def test_diff_then_apply_gives_the_target(before: Document, after: Document) -> None:
    reached, conflicts = apply(before, diff(before, after))
    assert conflicts == {}
    assert same(reached, after)


@given(forms, forms)
def test_same_is_what_diff_finds_nothing_in(one: Document, other: Document) -> None:
    assert same(one, other) == (diff(one, other) == {})
    assert diff(one, copy.deepcopy(one)) == {}


@given(forms, forms)
def test_changes_can_be_taken_back(before: Document, after: Document) -> None:
    changes = diff(before, after)
    back = apply(after, {path: [new, old] for path, (old, new) in changes.items()})
    assert back[1] == {}
    assert same(back[0], before)


@given(forms, forms, forms)
def test_disjoint_changes_commute(base: Document, one: Document, other: Document) -> None:
    first, second = diff(base, one), diff(base, other)
    second = {path: change for path, change in second.items() if not overlaps(path, first)}
    one_way, conflicts = apply(apply(base, first)[0], second)
    assert conflicts == {}
    assert same(one_way, apply(apply(base, second)[0], first)[0])


@given(forms, forms, forms)
def test_no_change_is_lost_silently(base: Document, target: Document, present: Document) -> None:
    changes = diff(base, target)
    result, conflicts = apply(present, changes)
    for path, (_old, new) in changes.items():
        assert path in conflicts or same(value_at(result, path), new)
    for path, conflict in conflicts.items():
        assert same(value_at(result, path), value_at(present, path))
        assert not same(conflict["present"], conflict["new"])


@given(forms, forms, forms)
def test_nothing_else_is_touched(base: Document, target: Document, present: Document) -> None:
    changes = diff(base, target)
    for path in diff(present, apply(present, changes)[0]):
        assert overlaps(path, changes)


@given(forms, forms, forms)
def test_inputs_stay_as_they_are(base: Document, target: Document, present: Document) -> None:
    changes = diff(base, target)
    before = copy.deepcopy((base, target, present, changes))
    result, _conflicts = apply(present, changes)
    apply(result, diff(result, base))
    put(result, "menu/days/a", None)
    assert (base, target, present, changes) == before


@given(forms, forms)
def test_keyed_lists_stay_in_order(present: Document, target: Document) -> None:
    result, _conflicts = apply(present, diff(present, target))
    days = (result.get("menu") or {}).get("days", [])
    assert days == sorted(days, key=lambda day: (day["position"], day["id"]))


@given(forms, forms, forms)
def test_taking_a_record_in_ends_in_its_values(draft: Document, before: Document, record: Document) -> None:
    news = diff(before, record)
    taken = take(draft, news, record)
    for path in news:
        assert same(value_at(taken, path), value_at(record, path))


@given(forms, forms, forms)
def test_saves_can_be_rewound(first: Document, second: Document, third: Document) -> None:
    saves: Any = [
        {"id": "1", "changes": diff(first, second)},
        {"id": "2", "changes": diff(second, third)},
    ]
    assert same(history.rewind(third, saves), first)
    assert same(history.rewind(third, saves[1:]), second)


@given(forms, forms, forms, forms)
def test_a_merge_keeps_everybodys_work_or_asks(
    base: Document, draft: Document, record: Document, target: Document
) -> None:
    """Three sides that left from `base`: the person's draft, the saved record, the device that is typing."""
    changes, theirs = diff(base, target), diff(base, record)
    merged = merge(draft=draft, client=base, changes=changes, theirs=theirs, record=record)
    for path, (_old, new) in [*changes.items(), *theirs.items()]:
        assert overlaps(path, merged.conflicts) or same(value_at(merged.data, path), new)


@given(forms, forms, forms)
def test_after_a_merge_the_client_shows_what_is_kept(
    base: Document, record: Document, target: Document
) -> None:
    changes, theirs = diff(base, target), diff(base, record)
    merged = merge(draft=base, client=base, changes=changes, theirs=theirs, record=record)
    assume(not merged.conflicts)
    shown = target
    for path in sorted(merged.remote):
        shown = put(shown, path, merged.remote[path])
    assert same(shown, merged.data)


@given(forms, forms, forms, st.data())
def test_settling_every_conflict_ends_the_asking(
    base: Document, record: Document, target: Document, data: st.DataObject
) -> None:
    changes, theirs = diff(base, target), diff(base, record)
    merged = merge(draft=base, client=base, changes=changes, theirs=theirs, record=record)
    chosen = {
        path: [clash.theirs, clash.mine] if data.draw(st.booleans()) else [clash.mine, clash.theirs]
        for path, clash in merged.conflicts.items()
    }
    others = {path: change for path, change in changes.items() if not overlaps(path, chosen)}
    settled = merge(draft=base, client=base, changes={**others, **chosen}, theirs=theirs, record=record)
    assert settled.conflicts == {}
    for path, (_old, new) in chosen.items():
        assert same(value_at(settled.data, path), new)
