"""Conflicts as a page shows them without JavaScript: two radio buttons for each place, and what came back.

For conflict number n a hidden field `conflict:<n>` carries the place and the other value as it was shown, and
`resolve:<n>` is `mine` or `theirs`. Should the other value have changed once more, the question comes again.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from apps.drafts.authors import authors
from apps.drafts.forms import VersionedForm, form_data
from apps.drafts.labels import label, shown
from apps.drafts.merging import Clash
from apps.drafts.saving import Choice
from apps.drafts.work import Work
from apps.stability.json_body import parse_json


def conflicts_to_show(
    work: Work, form: VersionedForm, clashes: Mapping[str, Clash], version: int
) -> list[dict[str, Any]]:
    """For templates/drafts/conflicts.html: `path`; `label`, `mine`, `theirs`, `by` in words; `at`, a datetime
    or None; `name` of the radio buttons; `hidden` and `asked`, name and value of the hidden field."""
    documents = [form_data(form), work.saved]
    order = {name: number for number, name in enumerate(form.fields)}
    in_order = sorted(clashes.items(), key=lambda clash: order.get(clash[0].split("/")[0], 0))
    whose = authors(work, clashes, version)
    return [
        {
            "path": path,
            "label": label(form.fields, path, documents),
            "mine": shown(form.fields, path, clash.mine),
            "theirs": shown(form.fields, path, clash.theirs),
            "by": whose[path].by,
            "at": whose[path].at,
            "name": f"resolve:{number}",
            "hidden": f"conflict:{number}",
            "asked": json.dumps([path, clash.theirs]),
        }
        for number, (path, clash) in enumerate(in_order)
    ]


def choices_made(post: QueryDict) -> dict[str, Choice]:
    """What was chosen, by path. A conflict without a choice is left out: it will be there again."""
    choices: dict[str, Choice] = {}
    for name in post:
        prefix, _colon, number = name.partition(":")
        choice = post.get(f"resolve:{number}")
        if prefix == "conflict" and choice in ("mine", "theirs"):
            try:
                path, theirs = parse_json(post.get(name, ""))
            except (ValueError, TypeError):
                continue  # not a field that we wrote
            choices[str(path)] = Choice(choice == "mine", theirs)
    return choices
