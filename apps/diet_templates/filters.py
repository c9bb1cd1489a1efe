"""What a list of templates can be narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.diet_templates.header import Category, TemplateQuerySet


class TemplateFilter(forms.Form):
    """Search words, category, owner and status from the address. What nobody offered counts as not given."""

    q = forms.CharField(label=_("Search templates"), max_length=100, required=False)
    category = forms.ChoiceField(
        label=_("Category"), choices=[("", _("All categories")), *Category.choices], required=False
    )
    whose = forms.ChoiceField(
        label=_("Owner"),
        choices=[("", _("Mine and shared")), ("mine", _("Mine")), ("shared", _("Shared"))],
        required=False,
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("Active")), ("archived", _("Archived")), ("all", _("All"))],
        required=False,
    )

    def apply(self, templates: TemplateQuerySet, user: User) -> TemplateQuerySet:
        """Those of `templates` that were asked for."""
        self.full_clean()
        asked = self.cleaned_data
        if asked.get("category"):
            templates = templates.filter(category=asked["category"])
        if asked.get("whose") == "mine":
            templates = templates.filter(owner=user)
        if asked.get("whose") == "shared":
            templates = templates.filter(is_shared=True)
        if asked.get("status") != "all":
            templates = templates.filter(is_archived=asked.get("status") == "archived")
        return templates.search(asked.get("q", ""))

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty list may be due to the filter."""
        return any(self.cleaned_data.values())
