"""The search over the whole site: everybody finds what they may see, and costs the same."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client
from apps.dashboard.search import search
from apps.dashboard.site_pages import pages_for
from apps.foods.models import Food
from apps.foods.word_index import index_foods
from tests.conftest import signed_in
from tests.world import World


def found(user: User, text: str) -> dict[str, list[str]]:
    """The titles of what `text` finds, by kind."""
    return {group.kind: [hit.title for hit in group.hits] for group in search(user, text)}


def test_each_kind_is_found(owner: User, world: World) -> None:
    Food.objects.create(name="Week bread", nutrients={"kcal": 250.4})
    index_foods(list(Food.objects.all()))
    assert found(owner, "asha") == {"client": ["Asha Rao"], "meal-plan": ["A week", "A week"]}
    assert found(owner, "week") == {
        "meal-plan": ["A week"] * 2,
        "meal-plan-template": ["A week"] * 2,
        "diet-template": ["A week"] * 2,
        "food": ["Week bread"],
    }
    (food,) = next(group for group in search(owner, "week") if group.kind == "food").hits
    bread = Food.objects.get(name="Week bread")
    assert (food.note, food.url) == ("250 kcal in 100 g", f"/foods/{bread.pk}/")
    assert found(owner, "new client") == {"page": ["New client"]}
    assert found(owner, "poha") == {"saved-meal": ["Poha"] * 2}


def test_everybody_finds_what_they_may_see(stranger: User, counsellor: User, world: World) -> None:
    assert found(stranger, "asha") == {}
    assert found(stranger, "week") == {"meal-plan-template": ["A week"], "diet-template": ["A week"]}
    assert found(stranger, "poha") == {"saved-meal": ["Poha"]}
    assert found(counsellor, "asha")["client"] == ["Asha Rao"]
    assert found(counsellor, "new client") == {}


@pytest.mark.parametrize("text", ["", "a", " a ", "\0", "%%", "zzzz", "$ne", "x" * 1000])
def test_what_finds_nothing(owner: User, world: World, text: str) -> None:
    assert search(owner, text) == []


def test_more_than_fit_lead_to_the_list(owner: User) -> None:
    for number in range(7):
        client = Client.objects.create(name=f"Rao {number}", is_archived=number == 6)
        CareTeamMember.objects.create(client=client, user=owner)
    (group,) = search(owner, "rao")
    assert len(group.hits) == 5
    listed = signed_in(owner).get(group.more).content.decode()
    assert all(f"Rao {number}" in listed for number in range(7))


@pytest.mark.parametrize("role", ["admin_user", "owner", "counsellor"])
def test_every_page_that_is_offered_opens(role: str, request: pytest.FixtureRequest) -> None:
    browser = signed_in(request.getfixturevalue(role))
    for title, url in pages_for(request.getfixturevalue(role)):
        assert browser.get(url, follow=True).status_code == 200, title


def test_the_page_works_without_scripts(owner: User, world: World) -> None:
    browser = signed_in(owner)
    shown = browser.get("/search/", {"q": "asha"}).content.decode()
    assert f'href="/clients/{world["client"]}/"' in shown
    assert "Nothing found" in browser.get("/search/", {"q": "<b>zzz"}).content.decode()
    assert "at least two letters" in browser.get("/search/").content.decode()


def test_the_api(owner: User, world: World) -> None:
    answer: Any = signed_in(owner).get("/api/search/", {"q": "asha rao"})
    assert answer["Cache-Control"] == "no-store"
    (clients, _plans) = answer.json()["groups"]
    assert clients["results"] == [{"title": "Asha Rao", "note": "", "url": f"/clients/{world['client']}/"}]
    assert clients["more"] is None


def test_as_many_questions_however_much_is_found(owner: User) -> None:
    counts = []
    for number in (1, 40):
        for one in range(number):
            client = Client.objects.create(name=f"Rao {one}")
            CareTeamMember.objects.create(client=client, user=owner)
        with CaptureQueriesContext(connection) as queries:
            search(owner, "rao")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
