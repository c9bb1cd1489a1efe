"""The API of saved meals: what the menu editor keeps, offers and inserts."""

from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.utils.translation import gettext as _

from apps.accounts.http import AuthedRequest, require_the_same_person
from apps.accounts.models import User
from apps.foods.choices import choices_of
from apps.foods.services import foods_by_id
from apps.menus.errors import MenuErrors
from apps.menus.reading import food_ids
from apps.menus.slots import DEFAULT_TIMES, Slot
from apps.saved_meals.content import NothingToKeep, checked_meal, in_words
from apps.saved_meals.display import joint_facts, offered, rows_of
from apps.saved_meals.gates import get_saved_meal
from apps.saved_meals.models import SavedMeal
from apps.saved_meals.services import Overtaken, keep_meal
from apps.stability.json_body import read_json
from apps.stability.problems import ApiProblem, api_view

MOST_BYTES = 512 * 1024
LONGEST_QUERY = 100
MEMBERS = {"name", "slot", "isShared", "options"}


@api_view(["GET"])
def saved_meals(request: AuthedRequest) -> JsonResponse:
    """`?q=&slot=`: `{results: [{id, name, slot, slotName, isShared, isMine, owner, summary, kcal,
    isComplete, allergens, unsuitable, checked}], more}`, where `summary` is the foods in a line, the last
    three are the facts of its foods together (foods/tags.py), and `more` says that there are others.

    Own ones first, then those the practice shares; of each, those of `slot` first. At most 30.
    """
    query = request.GET.get("q", "")
    if len(query) > LONGEST_QUERY:
        raise _invalid(
            _("q has %(length)d characters; at most %(longest)d can be searched for.")
            % {"length": len(query), "longest": LONGEST_QUERY}
        )
    meals, is_more = offered(request.user, query, request.GET.get("slot", ""))
    return JsonResponse({"results": _described(meals, request.user), "more": is_more})


@api_view(["GET", "PUT"])
def saved_meal(request: AuthedRequest, pk: UUID) -> JsonResponse:
    """GET: a saved meal with its `time`, its `options` and the `foods` that these name; 404 when it is not
    theirs to see.

    PUT `{name, slot, isShared, options}` keeps a meal under an id that the client makes: 201, and 200 when it
    was kept already. Notes are left out. 400 `invalid_request` names the place, 404 is for the id of another
    person's.
    """
    if request.method == "PUT":
        return _kept(request, pk)
    meal = get_saved_meal(request.user, pk)
    foods = foods_by_id([UUID(key) for key in food_ids(meal.readable_menu)], choices_of(request.user))
    details = {"time": DEFAULT_TIMES[Slot(meal.slot)], "options": meal.meal["options"], "foods": foods}
    return JsonResponse({**_described([meal], request.user)[0], **details})


def _kept(request: AuthedRequest, pk: UUID) -> JsonResponse:
    require_the_same_person(request)
    fields = _fields(read_json(request, MOST_BYTES))
    try:
        meal, is_new = keep_meal(user=request.user, key=pk, **fields)
    except Overtaken:
        detail = _("This saved meal was changed in the same moment. Please try again.")
        raise ApiProblem(409, "overtaken", detail) from None
    return JsonResponse(_described([meal], request.user)[0], status=201 if is_new else 200)


def _fields(body: dict[str, Any]) -> dict[str, Any]:
    if set(body) != MEMBERS:
        raise _invalid(_("A saved meal has name, slot, isShared and options."))
    name = " ".join(body["name"].split()) if isinstance(body["name"], str) else body["name"]
    if not name:
        raise _invalid(_("Please give it a name."))
    if not isinstance(body["isShared"], bool):
        raise _invalid(_("isShared has to be true or false."))
    try:
        menu = checked_meal(name=name, slot=body["slot"], options=body["options"])
    except MenuErrors as errors:
        raise _invalid(in_words(errors)) from None
    except NothingToKeep:
        raise _invalid(_("There is no food in it to keep.")) from None
    return {"name": name, "slot": body["slot"], "is_shared": body["isShared"], "menu": menu}


def _described(meals: list[SavedMeal], user: User) -> list[dict[str, Any]]:
    facts = joint_facts(meals)
    return [
        {
            "id": str(row.record.pk),
            "name": row.record.name,
            "slot": row.record.slot,
            "slotName": row.record.get_slot_display(),
            "isShared": row.record.is_shared,
            "isMine": row.record.owner_id == user.pk,
            "owner": str(row.record.owner),
            "summary": row.foods,
            "kcal": row.kcal.value,
            "isComplete": row.kcal.complete,
            **facts[row.record.pk],
        }
        for row in rows_of(meals)
    ]


def _invalid(detail: str) -> ApiProblem:
    return ApiProblem(400, "invalid_request", detail)
