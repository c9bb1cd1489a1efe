from typing import Any
from uuid import UUID

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete, post_save

RIGHTS = {"is_active", "password"}


class RealtimeConfig(AppConfig):
    name = "apps.realtime"

    def ready(self) -> None:
        """Streams end at once with what they were opened for. Changes by `update()` they notice at a ping."""
        from apps.accounts.models import User
        from apps.accounts.sessions import sessions_ended

        sessions_ended.connect(_ended, dispatch_uid="realtime")
        user_logged_out.connect(_signed_out, dispatch_uid="realtime")
        post_save.connect(_saved, sender=User, dispatch_uid="realtime")
        post_delete.connect(_deleted, sender=User, dispatch_uid="realtime")


def _signed_out(request: Any, user: Any, **kwargs: Any) -> None:
    from apps.realtime.push import recheck

    if user is not None:
        recheck(user.pk, ended=request.session.session_key or "")  # Django deletes it right after this


def _ended(user_id: UUID, **kwargs: Any) -> None:
    from apps.realtime.push import recheck

    recheck(user_id)


def _saved(instance: Any, created: bool, update_fields: frozenset[str] | None, **kwargs: Any) -> None:
    from apps.realtime.push import recheck

    if not created and (update_fields is None or RIGHTS & update_fields):
        recheck(instance.pk)


def _deleted(instance: Any, **kwargs: Any) -> None:
    from apps.realtime.push import recheck

    recheck(instance.pk)
