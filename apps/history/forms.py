"""Naming a version."""

from typing import ClassVar

from django import forms

from apps.history.models import Checkpoint


class CheckpointForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The name alone."""

    class Meta:
        model = Checkpoint
        fields: ClassVar = ["name"]

    def clean_name(self) -> str:
        """With single spaces."""
        return " ".join(self.cleaned_data["name"].split())
