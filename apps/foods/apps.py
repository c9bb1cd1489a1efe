from django.apps import AppConfig


class FoodsConfig(AppConfig):
    name = "apps.foods"

    def ready(self) -> None:
        """Gives the forms of own foods, recipes and corrections their autosave."""
        from apps.drafts.kinds import register
        from apps.foods.kinds import KINDS

        for kind in KINDS:
            register(kind)
