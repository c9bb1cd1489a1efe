import os

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.realtime.sample"
    label = "realtime_sample"

    def ready(self) -> None:
        """Fills streams with lines; lets a slow reader be waited for as long as the test says."""
        from apps.realtime import backpressure, feed
        from tests.realtime.sample.lines import LineFeed

        feed.register(LineFeed())
        backpressure.PATIENCE = float(os.environ.get("SLOW_READER_SECONDS", backpressure.PATIENCE))
