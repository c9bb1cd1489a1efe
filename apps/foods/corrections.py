"""Taking the practice's own figures for a food back."""

from django.utils import timezone

from apps.accounts.models import User
from apps.drafts.forms import form_data
from apps.drafts.models import Draft, Revision
from apps.foods.kinds import CORRECTION
from apps.foods.models import Correction
from apps.foods.sheet_forms import apply_correction
from dtps.db.transactions import run_atomic


def take_back(correction: Correction, *, by: User) -> bool:
    """Let the source's figures hold again, as one more saved version; False when somebody saved meanwhile."""

    def write() -> bool:
        version = correction.version + 1
        now, mine = timezone.now(), Correction.objects.filter(pk=correction.pk, version=correction.version)
        stamp = {"version": version, "updated_by": by, "updated_at": now}
        if not mine.update(figures={}, reason="", **stamp):
            return False
        record = Correction.objects.get(pk=correction.pk)
        apply_correction(record)
        data = form_data(CORRECTION.form(instance=record, user=by))
        Revision.objects.create(
            kind=CORRECTION.name, key=record.pk, version=version, data=data, by=by, at=now
        )
        Draft.objects.of(by, CORRECTION.name, record.pk).delete()
        return True

    return run_atomic(write)
