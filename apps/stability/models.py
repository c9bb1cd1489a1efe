"""What was counted, hour by hour: the history that counters in memory do not have."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dtps.db.indexes import TTLIndex
from dtps.db.models import Record

KEPT_FOR = timedelta(days=400)  # a year, and some time to look back at it


class TallyQuerySet(models.QuerySet["Tally"]):
    """The vocabulary of tallies."""

    def add(self, hour: datetime, name: str, number: int) -> None:
        """Counts `number` more. Processes that do so at once add up."""
        row = self.filter(hour=hour, name=name)
        if row.update(count=F("count") + number):
            return
        try:
            self.create(hour=hour, name=name, count=number)
        except IntegrityError:  # another process was the first in this hour
            row.update(count=F("count") + number)

    def outlived(self) -> "TallyQuerySet":
        """Those that nobody looks at any more. MongoDB deletes them by itself."""
        return self.filter(hour__lte=timezone.now() - KEPT_FOR)


class Tally(Record):
    """How much of one thing was counted in one hour, by all processes together."""

    hour = models.DateTimeField(_("hour"))  # its beginning
    name = models.CharField(_("what"), max_length=80)  # see apps.stability.tallies
    count = models.BigIntegerField(_("count"))

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("reliability")  # what Django admin shows of them
        ordering = ["-hour", "name"]
        constraints = [
            # Read by every addition, and by the page of the last days.
            models.UniqueConstraint(fields=["hour", "name"], name="one_tally_an_hour_and_name"),
        ]
        indexes = [
            TTLIndex(fields=["hour"], expire_after=KEPT_FOR, name="tally_expiry"),  # for purge_tallies
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.hour:%Y-%m-%d %H}"
