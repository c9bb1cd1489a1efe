"""How forms become HTML, everywhere at once."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders `{{ form.name.as_field_group }}` with our own field template, and widgets with ours where we have one."""

    field_template_name = "forms/field.html"
