"""The API of the food table: to search, to find by name or id, and to star."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from apps.accounts.http import AuthedRequest
from apps.foods.choices import MOST_FAVOURITES, TooManyFavourites, choices_of, star
from apps.foods.models import Food
from apps.foods.services import foods_by_id, match_foods, search_foods
from apps.stability.caching import asked_again
from apps.stability.json_body import read_json
from apps.stability.problems import ApiProblem, api_view

LONGEST_QUERY = 100
MOST_RESULTS = 50
MOST_IDS = 200
MOST_NAMES = 200
LONGEST_NAME = 200
MOST_BYTES = 512 * 1024


@api_view(["GET"])
@asked_again
def foods(request: AuthedRequest) -> JsonResponse:
    """`?q=` searches, `?ids=a,b` fetches: `{results: [{id, name, local, state, group, source, …}]}`.

    Each result carries its headline figures per 100 g (null is unknown) and `measures: [{label, grams}]`.
    `limit` (1 to 50, 20 unless given) bounds a search. Ids of foods that are gone are left out.
    """
    if "ids" in request.GET:
        results = foods_by_id(_ids(request.GET["ids"]), choices_of(request.user))
    else:
        results = search_foods(
            _query(request.GET.get("q", "")), _limit(request.GET.get("limit", "20")), request.user
        )
    return JsonResponse({"results": results})


@api_view(["PUT", "DELETE"])
def starred(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """PUT makes the food a favourite of this person, DELETE takes that back; 204, also when it was so.

    404 `not_found` without such a food, 409 `too_many_favourites`.
    """
    food = Food.objects.filter(pk=pk).only("name").first()
    if food is None:
        raise ApiProblem(404, "not_found", _("This food is not in the food table."))
    try:
        star(request.user, food, on=request.method == "PUT")
    except TooManyFavourites:
        detail = _("You have %(most)d favourites already; take the star from one of them first.")
        raise ApiProblem(409, "too_many_favourites", detail % {"most": MOST_FAVOURITES}) from None
    return HttpResponse(status=204)


@api_view(["POST"])
def match(request: AuthedRequest) -> JsonResponse:
    """`{names: [text]}` gets `{results: [{name, foods}]}`: for each name the foods called exactly so.

    It changes nothing; a POST because a spreadsheet names more foods than an address can hold.
    """
    return JsonResponse({"results": match_foods(_names(read_json(request, MOST_BYTES)))})


def _names(body: dict[str, Any]) -> list[str]:
    names = body.get("names")
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise _invalid(_("names has to be a list of texts."))
    if len(names) > MOST_NAMES:
        raise _invalid(
            _("names holds %(count)d texts; at most %(most)d can be looked up at once.")
            % {"count": len(names), "most": MOST_NAMES}
        )
    if any(len(name) > LONGEST_NAME for name in names):
        raise _invalid(_("names holds a text of more than %(most)d characters.") % {"most": LONGEST_NAME})
    return names


def _query(text: str) -> str:
    if len(text) > LONGEST_QUERY:
        raise _invalid(
            _("q has %(length)d characters; at most %(longest)d can be searched for.")
            % {"length": len(text), "longest": LONGEST_QUERY}
        )
    return text


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= MOST_RESULTS):
        raise _invalid(
            _("limit is “%(value)s”; it has to be a whole number from 1 to %(most)d.")
            % {"value": text[:40], "most": MOST_RESULTS}
        )
    return int(text)


def _ids(text: str) -> list[UUID]:
    parts = [part for part in text.split(",") if part]
    if len(parts) > MOST_IDS:
        raise _invalid(
            _("ids names %(count)d foods; at most %(most)d can be fetched at once.")
            % {"count": len(parts), "most": MOST_IDS}
        )
    try:
        return [UUID(part) for part in parts]
    except ValueError:
        raise _invalid(_("ids has to be food ids, separated by commas.")) from None


def _invalid(detail: str) -> ApiProblem:
    return ApiProblem(400, "invalid_request", detail)
