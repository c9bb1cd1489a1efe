"""How forms become HTML, everywhere at once."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders `{{ form.name.as_field_group }}` with our template; widgets with ours where there is one."""

    field_template_name = "forms/field.html"
