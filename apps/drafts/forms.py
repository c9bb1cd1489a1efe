"""Between Django forms and the flat JSON data that drafts, revisions and browsers hold."""

import json
from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.forms.boundfield import BoundField
from django.utils.choices import flatten_choices
from django.utils.datastructures import MultiValueDict

from apps.accounts.models import User
from apps.drafts.changes import Document, Json
from apps.stability.json_body import MAX_DEPTH, depth


@runtime_checkable
class DocumentField(Protocol):
    """A form field whose value is one JSON object, merged part by part: `menu`.

    It may also have `describe_path(path, documents)`: what a path inside it is about, in words, looked up in
    `documents` from the newest to the oldest; `describe_value(value)`: one of its values in words;
    `upgraded(document)`: one that was kept in an earlier form, in the present one, else the very same object;
    and `summarized(before, after)`: small JSON that says what a Save changed, kept with it for its history.
    """

    def autosave_value(self, value: Any) -> Json:
        """The JSON of `value`: what is stored, what fills a form, or the text that a browser sent."""
        ...


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Base of every form with autosave. Its fields and widgets are ordinary ones; `user` is who fills it in.

    Columns that follow from others are set on `self.instance` in `clean()`: a Save writes every column that
    differs from what was loaded, in one update, and does not call the model's `save()`.
    """

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def save_related(self) -> None:
        """Hook: write what is not a column of the record. Runs after it is written, in the same transaction.

        It may run again when the transaction is repeated.
        """


def form_data(form: forms.BaseForm) -> Document:
    """Every field's value as the browser would hold it: `{name: text | bool | list of text | document}`."""
    return {name: _held(form[name]) for name in form.fields}


def up_to_date(form: type[VersionedForm], data: Document) -> Document:
    """`data` with its documents in their present form; the very same object when they are in it."""
    upgraded = {
        name: field.upgraded(data[name])
        for name, field in form.base_fields.items()
        if hasattr(field, "upgraded") and isinstance(data.get(name), dict)
    }
    is_same = all(document is data[name] for name, document in upgraded.items())
    return data if is_same else {**data, **upgraded}


def posted_data(form: forms.BaseForm) -> Document:
    """The data that a submitted `form` carries. What the page did not have (it may be older than the form) is
    left out; a document that cannot be taken apart stays the text that was sent."""
    data = form_data(form)
    for name, field in form.fields.items():
        if field.widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name)):
            del data[name]
        elif hasattr(field, "autosave_value") and depth(data[name]) > MAX_DEPTH:
            data[name] = form.data[form.add_prefix(name)]
    return data


def post_data(data: Document) -> MultiValueDict[str, str]:
    """`data` as a browser would send it: what a form is bound to."""
    sent = {name: list(_sent(value)) for name, value in data.items()}
    return MultiValueDict({name: texts for name, texts in sent.items() if texts})


def _held(bound: BoundField) -> Json:
    field, value = bound.field, bound.value()
    if isinstance(field, DocumentField):
        return field.autosave_value(value)
    if isinstance(field.widget, forms.CheckboxInput):
        return bool(field.widget.check_test(value))
    if getattr(field.widget, "allow_multiple_selected", False):
        return _chosen(field, value, bound.form.is_bound)
    shown = field.widget.format_value(value)
    if isinstance(shown, list):  # a select, whose one value Django keeps in a list
        shown = shown[0] if shown else ""
    return "" if shown is None else _text(shown)


def _chosen(field: Any, value: Any, was_sent: bool) -> list[str]:
    """What is chosen of several, in the order of the choices, as browsers keep it. What is not offered they
    cannot hold; if it was sent nevertheless, validation gets to see it."""
    chosen = [str(one) for one in value or ()]
    offered: dict[Any, Any] = dict(flatten_choices(field.choices))
    ordered = [str(key) for key in offered if str(key) in chosen]
    return [*ordered, *(one for one in chosen if was_sent and one not in ordered)]


def _text(value: Any) -> str:
    """Browsers hold line ends as one character, whatever was sent."""
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _sent(value: Json) -> Iterable[str]:
    if value is None or value is False:
        return []
    if value is True:
        return ["on"]
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    return [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)]
