"""Ids of menu nodes that follow from a key, so that making the same menu twice makes the same nodes."""

from uuid import UUID, uuid5

LENGTH = 12  # 48 bits among at most 366 siblings; longer ids only make pages and paths longer


def node_id(key: UUID, place: str) -> str:
    """The id of the node at `place` (any text that is unique in its menu) of the menu made for `key`."""
    return uuid5(key, place).hex[:LENGTH]
