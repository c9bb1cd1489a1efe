"""Addresses below /diet-templates/."""

from apps.diet_templates.gates import get_diet_template, get_diet_template_rw
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.pages import TemplatePages

app_name = "diet_templates"
urlpatterns = TemplatePages(
    DietTemplate, DIET_TEMPLATE, app_name, get=get_diet_template, get_rw=get_diet_template_rw
).urls
