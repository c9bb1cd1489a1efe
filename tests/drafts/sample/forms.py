"""The form of a note."""

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from apps.drafts.forms import VersionedForm
from tests.drafts.sample.models import Note, Reader

TAGS = [("red", "Red"), ("green", "Green"), ("blue", "Blue")]


class SheetWidget(forms.HiddenInput):
    """A `<sheet-editor>`, which is no form control: autosave sends its value."""

    template_name = "sample/sheet.html"

    def format_value(self, value: Any) -> str:
        """JSON, for an attribute."""
        return json.dumps(value)


class SheetField(forms.JSONField):
    """A document: `{rows: [{id, position, name, amount}]}`. A row without a name is not valid."""

    def autosave_value(self, value: Any) -> Any:
        """The sheet itself, also out of the text that a browser sends."""
        try:
            return self.to_python(value)
        except forms.ValidationError:
            return value

    def prepare_value(self, value: Any) -> Any:
        """Never the text: our widget would not know the difference."""
        return value

    def describe_path(self, path: str, documents: Iterable[Any]) -> str:
        """`rows/<id>/amount` as `row Dal, amount`."""
        _rows, row_id, *rest = path.split("/")
        rows = [row for sheet in documents for row in (sheet or {}).get("rows", []) if row["id"] == row_id]
        return ", ".join([f"row {rows[0]['name'] if rows else row_id}", *rest])

    def clean(self, value: Any) -> Any:
        """Refuses rows without a name."""
        sheet = super().clean(value)
        if not isinstance(sheet, dict):
            raise forms.ValidationError("This is no sheet.")
        if any(not row["name"] for row in sheet.get("rows", [])):
            raise forms.ValidationError("A row has no name.")
        return sheet


class NoteForm(VersionedForm):
    """Everything of a note."""

    tags = forms.MultipleChoiceField(choices=TAGS, required=False, widget=forms.CheckboxSelectMultiple)
    sheet = SheetField(required=False, widget=SheetWidget)

    class Meta:
        model = Note
        fields: ClassVar = ["title", "text", "amount", "is_shared", "tags", "sheet"]

    def clean(self) -> dict[str, Any]:
        """Counts the rows, too."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.rows = len((cleaned.get("sheet") or {}).get("rows", []))
        return cleaned

    def save_related(self) -> None:
        """Writes the tags as rows."""
        Reader.objects.filter(note=self.instance).delete()
        for tag in self.cleaned_data["tags"]:
            Reader.objects.create(note=self.instance, tag=tag)
