"""The time zones a person can choose."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The rest of the database (Etc/, SystemV/, US/ ...) repeats these under names nobody looks for.
REGIONS = (
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip


@cache
def time_zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of a select, grouped by region: `("Asia", [("Asia/Kolkata", "Kolkata"), ...])`."""
    names = sorted(available_timezones())
    grouped = [
        (region, [(name, place(name)) for name in names if name.startswith(f"{region}/")])
        for region in REGIONS
    ]
    return [*grouped, ("UTC", [("UTC", "UTC")])]


def place(name: str) -> str:
    """`America/Argentina/Buenos_Aires` as people write it: `Argentina, Buenos Aires`."""
    return ", ".join(name.split("/")[1:]).replace("_", " ")


def validate_time_zone(name: str) -> None:
    """Refuses a name that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone."), code="unknown_zone", params={"name": name})
