"""What can be true of a person: limits that catch slips of the keyboard, not medical advice."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OLDEST_YEARS = 125


def between(low: int, high: int) -> list[MinValueValidator | MaxValueValidator]:
    """Validators for a number from `low` to `high`, both allowed."""
    return [MinValueValidator(low), MaxValueValidator(high)]


def validate_birth_date(value: date) -> None:
    """Refuses a birth date in the future or longer ago than anybody lives."""
    today = timezone.localdate()
    if value > today:
        raise ValidationError(_("This date is in the future."), code="future")
    if value.year < today.year - OLDEST_YEARS:
        raise ValidationError(
            _("This date is more than %(years)s years ago."), code="too_old", params={"years": OLDEST_YEARS}
        )


def validate_day(value: date) -> None:
    """Refuses a day in the future, or longer ago than anybody lives."""
    validate_birth_date(value)
