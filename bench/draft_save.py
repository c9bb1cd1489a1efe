"""One autosave of a 50 KB draft against one bare ORM update of the same row, in turns, on DATABASE_URL.

    python -m bench.draft_save

The autosave reads the draft and the version of its object, merges one changed line in, and writes; the bare
update writes the same document without looking.
"""

import json
import statistics
from itertools import count, cycle

from bench._figures import percentile_95, verdict
from bench._measuring import empty_database, side_by_side
from bench._practice import dietitian, saved_template
from bench.small_autosave import item_name

# isort: split
from django.db import connection

from apps.drafts.changes import apply
from apps.drafts.kinds import get_kind
from apps.drafts.models import Draft
from apps.drafts.services import Edit, save_draft

BAR = 2.5
ROUNDS = 300


def main() -> None:
    with empty_database():
        user = dietitian()
        template = saved_template(user)
        kind = get_kind("diet-template")
        path, name = item_name(template.menu)
        names, numbers = cycle([f"{name} a", f"{name} b"]), count()
        first = Edit("first", 0, template.version, {path: [name, next(names)]})
        state = {"revision": save_draft(user, kind, template.pk, first)["revision"], "name": f"{name} a"}
        draft = Draft.objects.get()
        documents = {
            new: apply(draft.data, {path: [f"{name} a", new]})[0] for new in (f"{name} a", f"{name} b")
        }

        def autosave() -> None:
            change = {path: [state["name"], next(names)]}
            edit = Edit(str(next(numbers)), state["revision"], template.version, change)
            state["revision"] = save_draft(user, kind, template.pk, edit)["revision"]
            state["name"] = change[path][1]

        def update() -> None:
            Draft.objects.filter(pk=draft.pk).update(data=documents[state["name"]])

        ours, bare = side_by_side(autosave, update, rounds=ROUNDS)
        ratio = statistics.median(ours) / statistics.median(bare)
        size = len(json.dumps(draft.data, ensure_ascii=False).encode())
        print(f"{connection.vendor}: a draft of {size / 1000:.0f} KB")
        for label, times in (("autosave", ours), ("bare update", bare)):
            print(
                f"{label:<12} median {statistics.median(times):6.2f} ms   p95 {percentile_95(times):6.2f} ms"
            )
        print(f"ratio of medians {ratio:.2f}× {verdict(ratio, BAR)} the bar of {BAR}×")


if __name__ == "__main__":
    main()
