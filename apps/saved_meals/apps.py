from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedMealsConfig(AppConfig):
    name = "apps.saved_meals"
    verbose_name = _("saved meals")
