"""Names that people give to saved versions."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from dtps.db.models import Record


class Checkpoint(Record):
    """A saved version that somebody gave a name, to find it again: "before Diwali"."""

    kind = models.CharField(_("kind"), max_length=40)
    key = models.UUIDField(_("object"))
    version = models.PositiveIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=80)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("named by"))
    at = models.DateTimeField(_("named at"), default=timezone.now)

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["-version"]
        constraints = [
            # Read by the history of an object.
            models.UniqueConstraint(fields=["kind", "key", "version"], name="one_checkpoint_a_version"),
        ]

    def __str__(self) -> str:
        return self.name
