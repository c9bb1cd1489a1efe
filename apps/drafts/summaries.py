"""What one Save changed, in JSON small enough to be read by the hundred."""

from apps.drafts.changes import Document, same
from apps.drafts.forms import VersionedForm


def summary_of(
    form: type[VersionedForm], before: Document | None, after: Document, restored: Document | None = None
) -> Document:
    """`{"first": bool, "fields": [names], "documents": {name: what the field's `summarized` says}}`.

    `before` is None for the first version. A Save that brings something back carries `restored`, which says
    from which version and which part of it: `{version, day?, meal?}`, or how many changes from which version
    of a template: `{template, version, count}`.
    """
    summary: Document = {"first": before is None, "fields": [], "documents": {}}
    if restored is not None:
        summary["restored"] = restored
    for name, field in form.base_fields.items() if before is not None else ():
        was, now = (before or {}).get(name), after.get(name)
        if same(was, now):
            continue
        if hasattr(field, "summarized"):
            summary["documents"][name] = field.summarized(was, now)
        else:
            summary["fields"].append(name)
    return summary
