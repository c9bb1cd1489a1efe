"""What the tests ask of the server beside its own addresses: to say something, and what it holds."""

import gc
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from apps.accounts.models import Role, User
from apps.accounts.sessions import end_other_sessions
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.services import insert_record
from apps.realtime import hub, presence, push
from apps.realtime.events import Event
from apps.realtime.models import Presence
from apps.realtime.streams import Stream
from dtps.db.transactions import atomic
from tests.conftest import person, signed_in
from tests.realtime.sample.lines import LineFeed, say, write
from tests.world import menu_fields


@csrf_exempt
@login_not_required
def do(request: HttpRequest) -> JsonResponse:
    """`{"do": name, …}`"""
    order: dict[str, Any] = json.loads(request.body)
    return JsonResponse({"done": ORDERS[order.pop("do")](**order)})


def new_person() -> dict[str, str]:
    """Somebody nobody has met, signed in."""
    user = person(f"Person {uuid4().hex}", Role.DIETITIAN)
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    return {"id": str(user.pk), "email": user.email, "session": session}


def new_template(user: str) -> str:
    """The key of a diet template of this person."""
    record = DietTemplate(**menu_fields(), owner_id=user)
    return str(insert_record(DIET_TEMPLATE, record, User.objects.get(pk=user)).pk)


def say_line(user: str, text: str, times: int = 1, quiet: bool = False, fail: bool = False) -> None:
    """Lines to one person."""
    for _turn in range(times):
        try:
            say(UUID(user), text, quiet, fail)
        except RuntimeError:
            assert fail


def say_to_all(users: list[str], text: str) -> None:
    """One line to each of these, in one unit of work."""
    with atomic():
        pushes = [write(UUID(user), text) for user in users]
        push.push(pushes)


def count_presence(key: str) -> int:
    """Rows of this object, fresh or not."""
    return Presence.objects.filter(key=key).count()


def say_everyone(version: str) -> None:
    """An event without a cursor."""
    push.push_to_everyone(Event("version", {"version": version}))


def change_user(user: str, **fields: Any) -> None:
    """As an admin would, through the model."""
    one = User.objects.get(pk=user)
    if password := fields.pop("password", None):
        one.set_password(password)
    for name, value in fields.items():
        setattr(one, name, value)
    one.save()


def break_feed(is_broken: bool) -> None:
    """Opening fails from now on."""
    LineFeed.is_broken = is_broken


def save_object(kind: str, key: str, version: int, user: str) -> None:
    """Tells who has it open."""
    presence.tell_saved(kind, UUID(key), version=version, by=User.objects.get(pk=user))


def age_presence(user: str, seconds: int) -> None:
    """As if this person had given no sign of life for so long."""
    for row in Presence.objects.filter(user_id=UUID(user)):
        row.seen_at -= timedelta(seconds=seconds)
        row.save()


def delete_session(key: str) -> None:
    """Without a word to anybody."""
    Session.objects.filter(pk=key).delete()


def end_sessions(user: str) -> None:
    """From a place that is on no list."""
    end_other_sessions(User.objects.get(pk=user), None)


ORDERS: dict[str, Callable[..., Any]] = {
    "new person": new_person,
    "new template": new_template,
    "say": say_line,
    "say to all": say_to_all,
    "count presence": count_presence,
    "everyone": say_everyone,
    "change user": change_user,
    "delete session": delete_session,
    "end other sessions": end_sessions,
    "break feed": break_feed,
    "save": save_object,
    "age presence": age_presence,
}


@login_not_required
async def holds(request: HttpRequest) -> JsonResponse:
    """What this process holds for open connections."""
    house = hub.current()
    gc.collect()
    streams = sum(type(thing) is Stream for thing in gc.get_objects())
    return JsonResponse(
        {
            "connections": len(house.register),
            "people": len(house.register.people),
            "rooms": len(house.register.rooms),
            "groups": len(house.subscriptions.joined),
            "pumps": sum("_pump" in repr(task) for task in house.subscriptions._tasks),
            "reachable": house.subscriptions.reachable,
            "streams in memory": streams,
        }
    )


urlpatterns = [
    path("test/do/", do),
    path("test/holds/", holds),
    path("", include("dtps.urls")),
]
