"""What the pages about foods need beyond Django's own tags."""

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@register.filter
def field(form: forms.BaseForm, name: str) -> BoundField:
    """The field `name` of a form, for fields whose names come from a list."""
    return form[name]
