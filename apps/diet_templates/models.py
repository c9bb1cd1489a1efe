"""The reusable patterns of a practice."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.diet_templates.header import TemplateRecord


class DietTemplate(TemplateRecord):
    """A pattern to eat by: a cycle of days, meals with alternatives in household measures, broad ranges."""

    class Meta(TemplateRecord.Meta):
        verbose_name = _("diet template")
        verbose_name_plural = _("diet templates")

    def get_absolute_url(self) -> str:
        """The template's page."""
        return reverse("diet_templates:detail", args=[self.pk])
