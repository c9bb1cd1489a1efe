"""Forgetting objects that are deleted for good: everybody's drafts of them, and every saved version."""

from collections.abc import Collection
from uuid import UUID

from apps.drafts.models import Draft, Revision


def forget_objects(kind: str, keys: Collection[UUID]) -> None:
    """Deletes the drafts and the saved versions of these objects of one kind; again does no harm."""
    Draft.objects.filter(kind=kind, key__in=keys).delete()
    Revision.objects.filter(kind=kind, key__in=keys).delete()


def forget_drafts_naming(kind: str, field: str, key: UUID) -> None:
    """Deletes the drafts of one kind whose `field` is the object `key`: begun for it, and never saved."""
    Draft.objects.filter(kind=kind, **{f"data__{field}": str(key)}).delete()
