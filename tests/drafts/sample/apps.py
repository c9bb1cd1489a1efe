from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.drafts.sample"

    def ready(self) -> None:
        """Gives the form of a note its autosave."""
        from apps.drafts.kinds import register
        from tests.drafts.sample.kinds import NOTE

        register(NOTE)
