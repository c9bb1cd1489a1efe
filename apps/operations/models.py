"""The mark of a database that is not whole yet."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dtps.db.models import Record


class UnfinishedRestore(Record):
    """There from the first record that a restore writes until all of them are checked; one row at most.

    While it is there, the database is not backed up, and the same restore may go on with it.
    """

    started_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("unfinished restore")
        verbose_name_plural = _("unfinished restores")

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} UTC"
