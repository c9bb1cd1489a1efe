"""Roles and the right to sign in for several people at once, with a word on everybody who was left out."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from apps.accounts.models import Role, User
from dtps.db.transactions import run_atomic


@dataclass(slots=True)
class Changed:
    """The people that a change was made for, and why it was not made for others."""

    people: list[User] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def set_role(*, by: User, keys: Collection[UUID], role: Role) -> Changed:
    """Gives everybody of `keys` but `by` that role."""
    return run_atomic(lambda: _set(by, keys, "role", role))


def set_active(*, by: User, keys: Collection[UUID], is_active: bool) -> Changed:
    """Lets everybody of `keys` but `by` sign in, or stops them; a session ends with its next request."""
    return run_atomic(lambda: _set(by, keys, "is_active", is_active))


def require_admin(by: User) -> None:
    """Within a unit of work: `by` is an admin, and stays one until its end, so one is always left.

    A write in place of a look: two admins who stop each other in the same moment would each read what the
    other is about to write, and MongoDB sees no conflict in that. Raises PermissionDenied.
    """
    standing = User.objects.filter(pk=by.pk, is_active=True, role=Role.ADMIN)
    if not standing.update(administered=uuid4()):
        raise PermissionDenied


def _set(by: User, keys: Collection[UUID], column: str, value: Role | bool) -> Changed:
    require_admin(by)
    changed = Changed()
    for person in User.objects.filter(pk__in=keys).order_by("name"):
        if person.pk == by.pk:
            changed.skipped.append(
                _("%(name)s: your own account is for another admin to change.") % {"name": person}
            )
        elif getattr(person, column) == value:
            changed.skipped.append(_("%(name)s: is so already.") % {"name": person})
        else:
            changed.people.append(person)
    User.objects.filter(pk__in=[person.pk for person in changed.people]).update(**{column: value})
    return changed
