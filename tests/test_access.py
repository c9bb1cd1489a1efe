"""Who may what: every address of the site, as every role, with every method that it has.

Each address has its rows in DOORS; one without fails the test. A new view adds its row and, if it needs one,
a record in tests/world.py. Statuses are those of the first answer: 302 for a visitor means "sign in first".
What no role decides (methods that an address does not have, and HEAD, which is GET) is asked as a visitor and
as the owner of the records.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from apps.accounts.models import User
from apps.sheets.pdf import is_available
from apps.stability.problems import ApiProblem
from tests.conftest import signed_in
from tests.world import ROLES, SHARE_TOKEN, World

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
# A form that every editor refuses, once the gate has let it in: of what was saved once, and of something new.
NAMELESS = {"name": "", "version": "1"}
NEW = {"name": "", "version": "0"}
Answers = int | str


@dataclass(frozen=True)
class Door:
    """What one address answers: a status for everybody signed in, or one for each in the order of ROLES.

    `url`, `json` and `form` (what is sent) are filled from the world, `{new}` with a key nobody has used.
    HEAD answers as GET does, unless `head` says otherwise; a method that is not named answers 405. A visitor
    is sent to the sign-in page whatever the method, unless `open`: then the lists name their answer too.
    """

    url: str
    get: Answers = 405
    head: Answers | None = None
    post: Answers = 405
    put: Answers = 405
    delete: Answers = 405
    open: bool = False
    json: dict[str, Any] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=lambda: NAMELESS)

    def expected(self, method: str, role: str) -> int:
        """The status that `role` gets."""
        if role == "visitor" and not self.open:
            return 302
        answers: Answers | None = getattr(self, method.lower())
        if answers is None:
            answers = self.get
        return answers if isinstance(answers, int) else int(answers.split()[ROLES.index(role)])

    def methods_for(self, role: str) -> Iterator[str]:
        """What to ask as `role`."""
        for method in METHODS:
            for_all = (method == "HEAD" and self.head is None) or getattr(self, method.lower()) == 405
            if not for_all or role in ("visitor", "owner"):
                yield method


# The lists: visitor, admin, owner, colleague, counsellor, stranger
TEAM_READS, TEAM_WRITES = "302 200 200 200 200 404", "302 302 302 302 404 404"
TEAM_EDITS, TEAM_FAILS = "302 200 200 200 404 404", "302 422 422 422 404 404"
OWNER_READS, OWNER_FAILS = "302 200 200 404 404 404", "302 422 422 404 404 404"
AUTHOR_READS, AUTHOR_FAILS = "302 404 200 404 404 404", "302 404 422 404 404 404"
TEAM_MEMBERS_FAIL, TEAM_MEMBERS_WRITE = "302 422 422 422 422 404", "302 302 302 302 302 404"
OWNER_WRITES = "302 302 302 404 404 404"
WRITERS_READ, WRITERS_FAIL = "302 200 200 200 404 200", "302 422 422 422 404 422"
WRITERS_WRITE = "302 302 302 302 404 302"
# Of somebody else's shared template: to be read, not to be changed.
SHARED_EDIT = "302 200 200 302 302 302"
# Of a notification of the owner.
THEIRS_LEADS_ON = "302 404 302 404 404 404"
FIRST_SAVE = {"type": "client", "id": "{client}", "saveId": "one", "revision": 0, "version": 1, "changes": {}}
KEPT = {
    "name": "Poha",
    "slot": "breakfast",
    "isShared": True,
    "options": [{"id": "o", "position": "i", "items": [{"id": "i", "position": "i", "name": "Poha"}]}],
}
WRONG_PASSWORD = {"email": "owner@practice.test", "password": "wrong", "user": "{client}"}


def history_doors(root: str, url: str, answers: tuple[str, str, str, str]) -> dict[str, list[Door]]:
    """The rows of the history of one record at `url`: who reads, who may change, whose change leads on, and
    what comes of a name that is none."""
    reads, edits, writes, fails = answers
    route = f"{root}/<uuid:pk>/history/"
    return {
        route: [Door(f"{url}history/", get=reads)],
        f"{route}compare/": [
            Door(f"{url}history/compare/", get=reads),
            Door(f"{url}history/compare/?from=1&to=1", get=reads),
            Door(f"{url}history/compare/?from=99", get=404),
            Door(f"{url}history/compare/?from=x", get=404),
        ],
        f"{route}<int:version>/restore/": [
            Door(f"{url}history/1/restore/", get=edits, post=writes),
            Door(f"{url}history/99/restore/", get=404, post=404),
            Door(f"{url}history/1/restore/?day=none", get=404, post=404),
        ],
        f"{route}<int:version>/name/": [
            Door(f"{url}history/1/name/", get=edits, post=fails),
            Door(f"{url}history/99/name/", get=404, post=404),
        ],
        f"{route}<int:version>/unname/": [Door(f"{url}history/1/unname/", post=writes)],
    }


def template_doors(root: str, kind: str) -> dict[str, list[Door]]:
    """The rows of one kind of template; its owner is the owner, one is private and one is shared."""
    url, private, shared = f"/{root}/", f"/{root}/{{private {kind}}}/", f"/{root}/{{shared {kind}}}/"
    return {
        f"{root}/": [Door(url, get=200)],
        f"{root}/create/": [
            Door(f"{url}create/?key={{new}}", get=WRITERS_READ, post=WRITERS_FAIL, form=NEW),
            Door(f"{url}create/?key={{private {kind}}}", get=OWNER_READS, post=OWNER_FAILS),
        ],
        f"{root}/<uuid:pk>/": [Door(private, get=OWNER_READS), Door(shared, get=200)],
        f"{root}/<uuid:pk>/edit/": [
            Door(f"{private}edit/", get=OWNER_READS, post=OWNER_FAILS),
            Door(f"{shared}edit/", get=SHARED_EDIT, post=OWNER_FAILS),
        ],
        f"{root}/<uuid:pk>/copy/": [
            Door(f"{private}copy/", post=OWNER_WRITES, form={"key": "{new}"}),
            Door(f"{shared}copy/", post=WRITERS_WRITE, form={"key": "{new}"}),
        ],
        f"{root}/<uuid:pk>/archive/": [
            Door(f"{private}archive/", post=OWNER_WRITES),
            Door(f"{shared}archive/", post=OWNER_WRITES),
        ],
        f"{root}/<uuid:pk>/unarchive/": [Door(f"{shared}unarchive/", post=OWNER_WRITES)],
        **history_doors(root, private, (OWNER_READS, OWNER_READS, OWNER_WRITES, OWNER_FAILS)),
    }


DOORS: dict[str, list[Door]] = {
    "": [Door("/", get=200)],
    "practice/": [
        Door("/practice/", get="302 200 404 404 404 404", post="302 302 404 404 404 404", form=NEW)
    ],
    "jsi18n/": [Door("/jsi18n/", get=200, open=True)],
    "metrics": [Door("/metrics", get=200, open=True)],  # from this machine
    "csp-reports/": [Door("/csp-reports/", post=415, open=True)],
    # /accounts/
    "accounts/sign-in/": [
        Door(
            "/accounts/sign-in/",
            get="200 302 302 302 302 302",
            post="200 302 302 302 302 302",
            put="405 302 302 302 302 302",
            delete="405 302 302 302 302 302",
            open=True,
        )
    ],
    "accounts/sign-out/": [Door("/accounts/sign-out/", post=302)],
    "accounts/profile/": [Door("/accounts/profile/", get=200, post=422)],
    "accounts/password/": [Door("/accounts/password/", get=200, post=200)],
    "accounts/sessions/": [Door("/accounts/sessions/", get=200)],
    "accounts/sessions/end-others/": [Door("/accounts/sessions/end-others/", post=302)],
    "accounts/sessions/<uuid:pk>/end/": [
        Door("/accounts/sessions/{owner's session}/end/", post="302 404 302 404 404 404"),
    ],
    # /clients/
    "clients/": [Door("/clients/", get=200)],
    "clients/create/": [
        Door("/clients/create/?key={new}", get=WRITERS_READ, post=WRITERS_FAIL, form=NEW),
        Door("/clients/create/?key={client}", get=TEAM_EDITS, post=TEAM_FAILS),
    ],
    "clients/<uuid:pk>/": [Door("/clients/{client}/", get=TEAM_READS), Door("/clients/{new}/", get=404)],
    "clients/<uuid:pk>/edit/": [Door("/clients/{client}/edit/", get=TEAM_EDITS, post=TEAM_FAILS)],
    "clients/<uuid:pk>/targets/": [Door("/clients/{client}/targets/", get=TEAM_EDITS, post=TEAM_FAILS)],
    "clients/<uuid:pk>/targets/store/": [Door("/clients/{client}/targets/store/", post=TEAM_FAILS)],
    "clients/<uuid:pk>/archive/": [Door("/clients/{client}/archive/", post=TEAM_WRITES)],
    "clients/<uuid:pk>/unarchive/": [Door("/clients/{client}/unarchive/", post=TEAM_WRITES)],
    **history_doors("clients", "/clients/{client}/", (TEAM_READS, TEAM_EDITS, TEAM_WRITES, TEAM_FAILS)),
    "clients/<uuid:pk>/export/": [Door("/clients/{client}/export/", get=TEAM_READS)],
    "clients/<uuid:pk>/delete/": [
        Door("/clients/{client}/delete/", get=OWNER_READS, post=OWNER_FAILS, form={"name": "Nobody"}),
    ],
    "clients/measurements/create/": [
        Door(
            "/clients/measurements/create/?client={client}&key={new}",
            get=TEAM_READS,
            post=TEAM_MEMBERS_FAIL,
            form={"version": "0"},
        ),
        Door("/clients/measurements/create/?client={new}&key={new}", get=404, post=404),
    ],
    "clients/measurements/<uuid:pk>/edit/": [
        Door(
            "/clients/measurements/{measurement}/edit/",
            get=TEAM_READS,
            post=TEAM_MEMBERS_FAIL,
            form={"version": "1", "taken_on": "x"},
        ),
    ],
    "clients/measurements/<uuid:pk>/remove/": [
        Door("/clients/measurements/{removed measurement}/remove/", post=TEAM_MEMBERS_WRITE),
    ],
    "clients/measurements/<uuid:pk>/restore/": [
        Door("/clients/measurements/{measurement}/restore/", post=TEAM_MEMBERS_WRITE),
    ],
    "clients/notes/create/": [
        Door(
            "/clients/notes/create/?client={client}&key={new}",
            get=TEAM_READS,
            post=TEAM_MEMBERS_FAIL,
            form={"version": "0"},
        ),
    ],
    "clients/notes/<uuid:pk>/": [Door("/clients/notes/{note}/", get=TEAM_READS)],
    "clients/notes/<uuid:pk>/edit/": [
        Door(
            "/clients/notes/{note}/edit/",
            get=AUTHOR_READS,
            post=AUTHOR_FAILS,
            form={"text": "", "version": "1"},
        ),
    ],
    # /diet-templates/ and /meal-plan-templates/
    **template_doors("diet-templates", "diet template"),
    **template_doors("meal-plan-templates", "plan template"),
    # /meal-plans/
    "meal-plans/": [Door("/meal-plans/", get=200)],
    "meal-plans/create/": [
        Door("/meal-plans/create/?key={new}", get=200, post=422, form=NEW),
        Door("/meal-plans/create/?key={plan}", get=TEAM_READS, post="302 422 422 422 422 404"),
    ],
    "meal-plans/from/<slug:kind>/<uuid:pk>/": [
        Door("/meal-plans/from/diet-template/{private diet template}/", get=OWNER_READS, post=OWNER_FAILS),
        Door("/meal-plans/from/diet-template/{shared diet template}/", get=200, post=422),
        Door("/meal-plans/from/meal-plan-template/{shared plan template}/", get=200, post=422),
        Door("/meal-plans/from/client/{client}/", get=404, post=404),
    ],
    "meal-plans/<uuid:pk>/": [Door("/meal-plans/{plan}/", get=TEAM_READS)],
    "meal-plans/<uuid:pk>/edit/": [
        Door("/meal-plans/{plan}/edit/", get=TEAM_READS, post="302 422 422 422 422 404"),
        Door("/meal-plans/{published plan}/edit/", get=TEAM_EDITS, post=TEAM_FAILS),
    ],
    "meal-plans/<uuid:pk>/take-targets/": [
        Door("/meal-plans/{plan}/take-targets/", post="302 302 302 302 302 404"),
        Door("/meal-plans/{published plan}/take-targets/", post=TEAM_WRITES),
    ],
    "meal-plans/<uuid:pk>/freeze/": [
        Door("/meal-plans/{plan}/freeze/", get=TEAM_READS, post="302 422 422 422 422 404"),
        Door("/meal-plans/{published plan}/freeze/", get=TEAM_EDITS, post=TEAM_FAILS),
    ],
    "meal-plans/behind/<slug:kind>/<uuid:pk>/": [
        Door("/meal-plans/behind/diet-template/{private diet template}/", get=OWNER_READS),
        Door("/meal-plans/behind/meal-plan-template/{shared plan template}/", get=200),
        Door("/meal-plans/behind/client/{client}/", get=404),
    ],
    # The plans of this world were made from nothing: who may change them is led back to them.
    "meal-plans/<uuid:pk>/template/": [
        Door("/meal-plans/{plan}/template/", get=TEAM_MEMBERS_WRITE, post=TEAM_MEMBERS_WRITE),
        Door("/meal-plans/{published plan}/template/", get=TEAM_WRITES, post=TEAM_WRITES),
    ],
    "meal-plans/<uuid:pk>/save-as-template/": [
        Door("/meal-plans/{plan}/save-as-template/", get=TEAM_EDITS, post=TEAM_FAILS),
    ],
    "meal-plans/<uuid:pk>/publish/": [Door("/meal-plans/{plan}/publish/", post=TEAM_WRITES)],
    "meal-plans/<uuid:pk>/withdraw/": [Door("/meal-plans/{published plan}/withdraw/", post=TEAM_WRITES)],
    "meal-plans/<uuid:pk>/archive/": [Door("/meal-plans/{plan}/archive/", post=TEAM_WRITES)],
    **history_doors(
        "meal-plans", "/meal-plans/{published plan}/", (TEAM_READS, TEAM_EDITS, TEAM_WRITES, TEAM_FAILS)
    ),
    # /saved-meals/
    "saved-meals/": [Door("/saved-meals/", get=200), Door("/saved-meals/?whose=deleted", get=200)],
    "saved-meals/<uuid:pk>/": [
        Door("/saved-meals/{private saved meal}/", get=OWNER_READS, post=OWNER_FAILS),
        Door("/saved-meals/{shared saved meal}/", get=200, post=OWNER_FAILS),
    ],
    "saved-meals/<uuid:pk>/remove/": [
        Door("/saved-meals/{removed saved meal}/remove/", post=OWNER_WRITES),
        Door("/saved-meals/{new}/remove/", post=404),
    ],
    "saved-meals/<uuid:pk>/restore/": [Door("/saved-meals/{removed saved meal}/restore/", post=OWNER_WRITES)],
    # /foods/
    "foods/": [Door("/foods/", get=200)],
    "foods/create/": [
        Door("/foods/create/?key={new}", get=WRITERS_READ, post=WRITERS_FAIL, form=NEW),
        Door("/foods/create/?key={own food}", get=WRITERS_READ, post=WRITERS_FAIL, form=NEW),
        Door("/foods/create/?key={recipe}", get=404, post=404),
    ],
    "foods/create-recipe/": [
        Door("/foods/create-recipe/?key={new}", get=WRITERS_READ, post=WRITERS_FAIL, form=NEW),
        Door("/foods/create-recipe/?key={food}", get=404, post=404),
    ],
    "foods/<uuid:pk>/": [Door("/foods/{food}/", get=200), Door("/foods/{new}/", get=404)],
    "foods/<uuid:pk>/edit/": [
        Door("/foods/{own food}/edit/", get=WRITERS_READ, post=WRITERS_FAIL, form=NEW),
        Door("/foods/{food}/edit/", get=404, post=404),
    ],
    "foods/<uuid:pk>/recipe/": [
        Door("/foods/{recipe}/recipe/", get=WRITERS_READ, post=WRITERS_FAIL, form=NEW),
        Door("/foods/{own food}/recipe/", get=404, post=404),
    ],
    "foods/<uuid:pk>/correct/": [
        Door(
            "/foods/{food}/correct/", get=WRITERS_READ, post=WRITERS_FAIL, form={"kcal": "x", "version": "0"}
        ),
        Door("/foods/{own food}/correct/", get=404, post=404),
    ],
    "foods/<uuid:pk>/take-back/": [
        Door("/foods/{food}/take-back/", post=WRITERS_WRITE),
        Door("/foods/{recipe}/take-back/", post=404),
    ],
    "foods/<uuid:pk>/star/": [Door("/foods/{food}/star/", post=302), Door("/foods/{new}/star/", post=404)],
    "meal-plans/<uuid:pk>/print/": [
        Door("/meal-plans/{plan}/print/", get=TEAM_READS),
        Door("/meal-plans/{plan}/print/?first=9", get="302 422 422 422 422 404"),
    ],
    "meal-plans/<uuid:pk>/plan.pdf": [
        Door("/meal-plans/{plan}/plan.pdf", get=TEAM_READS if is_available() else "302 501 501 501 501 404"),
        Door("/meal-plans/{plan}/plan.pdf?first=9", get="302 302 302 302 302 404"),
    ],
    "meal-plans/<uuid:pk>/plan.csv": [Door("/meal-plans/{plan}/plan.csv", get=TEAM_READS)],
    "meal-plans/<uuid:pk>/shopping/": [
        Door("/meal-plans/{plan}/shopping/", get=TEAM_READS),
        Door("/meal-plans/{plan}/shopping/?people=0", get="302 422 422 422 422 404"),
    ],
    "meal-plans/<uuid:pk>/shopping.csv": [Door("/meal-plans/{plan}/shopping.csv", get=TEAM_READS)],
    "meal-plans/<uuid:pk>/share/": [
        Door("/meal-plans/{published plan}/share/", get=TEAM_EDITS, post=TEAM_FAILS),
        Door("/meal-plans/{plan}/share/", get=TEAM_EDITS, post=TEAM_WRITES),
    ],
    "meal-plans/<uuid:pk>/share/<uuid:link>/revoke/": [
        Door("/meal-plans/{published plan}/share/{share link}/revoke/", post=TEAM_WRITES),
        Door("/meal-plans/{plan}/share/{share link}/revoke/", post=404),
    ],
    # /s/: open to everybody by design; without the code it shows the question for it, to anybody alike
    "s/<str:token>/": [
        Door("/s/made-up/", get=200, post=403, open=True),
        Door(f"/s/{SHARE_TOKEN}/", get=200, post=403, open=True),
    ],
    "s/<str:token>/plan.pdf": [
        Door("/s/made-up/plan.pdf", get=302, open=True),
        Door(f"/s/{SHARE_TOKEN}/plan.pdf", get=302, open=True),
    ],
    # /practice/logo/: the image is on shared plans, so it is open to everybody
    "practice/logo/": [Door("/practice/logo/", get=404, open=True)],
    "practice/logo/change/": [
        Door("/practice/logo/change/", get="302 200 404 404 404 404", post="302 422 404 404 404 404")
    ],
    "practice/logo/remove/": [Door("/practice/logo/remove/", post="302 302 404 404 404 404")],
    # /notifications/
    "notifications/": [Door("/notifications/", get=200)],
    "notifications/preferences/": [Door("/notifications/preferences/", get=200, post=422)],
    "notifications/read-all/": [Door("/notifications/read-all/", post=302)],
    "notifications/<uuid:pk>/open/": [
        Door("/notifications/{notification}/open/", get=THEIRS_LEADS_ON),
        Door("/notifications/{new}/open/", get=404),
    ],
    "notifications/<uuid:pk>/read/": [Door("/notifications/{notification}/read/", post=THEIRS_LEADS_ON)],
    "search/": [Door("/search/?q=rao", get=200)],
    # /api/
    "api/search/": [
        Door("/api/search/?q=rao", get="401 200 200 200 200 200", head=405, open=True),
        Door(f"/api/search/?q={'x' * 101}", get="401 400 400 400 400 400", head=405, open=True),
    ],
    "api/notifications/": [
        Door("/api/notifications/", get="401 200 200 200 200 200", head=405, open=True),
        Door("/api/notifications/?before=x", get="401 400 400 400 400 400", head=405, open=True),
    ],
    "api/notifications/unread/": [
        Door("/api/notifications/unread/", get="401 200 200 200 200 200", head=405, open=True)
    ],
    "api/notifications/read-all/": [
        Door(
            "/api/notifications/read-all/",
            post="401 200 200 200 200 200",
            open=True,
            json={"upTo": 0},
        )
    ],
    "api/notifications/<uuid:pk>/read/": [
        Door(
            "/api/notifications/{notification}/read/",
            post="401 404 200 404 404 404",
            open=True,
            json={"read": False},
        )
    ],
    "api/session/": [Door("/api/session/", get="401 200 200 200 200 200", head=405, open=True)],
    "api/session/ping/": [Door("/api/session/ping/", post="401 200 200 200 200 200", open=True)],
    "api/session/sign-in/": [Door("/api/session/sign-in/", post=401, open=True, json=WRONG_PASSWORD)],
    "api/foods/match/": [
        Door("/api/foods/match/", get=405, post="401 200 200 200 200 200", open=True, json={"names": ["dal"]})
    ],
    "api/foods/": [Door("/api/foods/?q=dal", get="401 200 200 200 200 200", head=405, open=True)],
    "api/foods/<uuid:pk>/star/": [
        Door(
            "/api/foods/{food}/star/",
            put="401 204 204 204 204 204",
            delete="401 204 204 204 204 204",
            open=True,
        )
    ],
    "api/saved-meals/": [
        Door("/api/saved-meals/?q=poha", get="401 200 200 200 200 200", head=405, open=True),
        Door(f"/api/saved-meals/?q={'x' * 101}", get="401 400 400 400 400 400", head=405, open=True),
    ],
    "api/saved-meals/<uuid:pk>/": [
        Door(
            "/api/saved-meals/{private saved meal}/",
            get="401 200 200 404 404 404",
            head=405,
            put="401 404 200 404 404 404",
            open=True,
            json=KEPT | {"isShared": False},
        ),
        Door(
            "/api/saved-meals/{shared saved meal}/",
            get="401 200 200 200 200 200",
            head=405,
            put="401 404 200 404 404 404",
            open=True,
            json=KEPT,
        ),
        Door(
            "/api/saved-meals/{removed saved meal}/",
            get="401 404 404 404 404 404",
            head=405,
            put="401 404 404 404 404 404",
            open=True,
            json=KEPT,
        ),
        Door(
            "/api/saved-meals/{new}/",
            get="401 404 404 404 404 404",
            head=405,
            put="401 201 201 201 201 201",
            open=True,
            json=KEPT,
        ),
    ],
    "api/drafts/": [
        Door(
            "/api/drafts/?type=client&id={client}",
            get="401 200 200 200 404 404",
            head=405,
            post="401 200 200 200 404 404",
            delete="401 204 204 204 204 204",
            open=True,
            json=FIRST_SAVE,
        )
    ],
}


@pytest.fixture(autouse=True)
def errors_without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of thousands of answers are refusals, of which only the status counts: no page is rendered."""

    def answer(request: HttpRequest, problem: ApiProblem) -> HttpResponse:
        return HttpResponse(status=problem.status, headers=problem.headers)

    monkeypatch.setattr("apps.stability.errors.error_page", answer)


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site as Django writes it, with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            yield route, entry


def browser_of(people: dict[str, User], role: str) -> Browser:
    """A fresh browser, signed in unless it is the visitor's. It raises whatever would have been a 500."""
    return Browser() if role == "visitor" else signed_in(people[role])


def ask(browser: Browser, method: str, door: Door, world: World) -> int:
    """The status of the answer to one request."""
    world = world | {"new": str(uuid4())}
    url = door.url.format_map(world)
    if door.json:
        sent, content_type = json.dumps(filled(door.json, world)), "application/json"
    else:
        sent, content_type = urlencode(filled(door.form, world)), "application/x-www-form-urlencoded"
    return browser.generic(method, url, sent, content_type=content_type).status_code


def filled(body: dict[str, Any], world: World) -> dict[str, Any]:
    """`body` with the keys of the world in its texts."""
    return {key: text.format_map(world) if isinstance(text, str) else text for key, text in body.items()}


def test_every_address_has_its_rows() -> None:
    assert {route for route, _ in routes() if not route.startswith("admin/")} == set(DOORS)


def part(route: str) -> str:
    """The part of the site whose addresses share one world. What changes the status of a plan has its own."""
    if route.endswith(("publish/", "withdraw/", "archive/")):
        return route
    return "/".join(route.split("/")[: 2 if route.startswith("api/") else 1])


@pytest.mark.parametrize("of_part", sorted({part(route) for route in DOORS}))
def test_access(of_part: str, world: World, people: dict[str, User]) -> None:
    wrong = []
    doors = [door for route in sorted(DOORS) if part(route) == of_part for door in DOORS[route]]
    for role in ROLES:
        browser = browser_of(people, role)
        for door, method in [(one, method) for one in doors for method in one.methods_for(role)]:
            status, expected = ask(browser, method, door, world), door.expected(method, role)
            if status != expected:
                wrong.append(f"{door.url} {method} {role}: {status}, not {expected}")
            if "sign-out" in door.url:  # it may have worked
                browser = browser_of(people, role)
    assert wrong == []


# --- Django admin: one rule for all of its addresses


def admin_urls() -> list[str]:
    """Every address of Django admin, with the key of a record that exists wherever there is one."""
    return [f"/{admin_url(route)}" for route, _ in routes() if route.startswith("admin/")]


def admin_url(route: str) -> str:
    """`route` with its blanks filled in."""
    url = route.replace("<path:content_type_id>", "1").replace("<path:object_id>", key_for(route))
    return re.sub(
        r"\(\?P<(\w+)>.*\)", lambda blank: {"url": "nothing"}.get(blank[1], "accounts"), url
    ).rstrip("$")


def key_for(route: str) -> str:
    """The key of a record of the model that an admin address is about."""
    app, model = [*route.split("/"), ""][1:3]
    models = {(one._meta.app_label, one._meta.model_name): one for one in apps.get_models()}
    known = models.get((app, model))
    record = known._default_manager.order_by("pk").first() if known else None
    return str(record.pk) if record else str(UUID(int=0))


@pytest.mark.only_sqlite  # who is let in is asked of the session alone
@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_django_admin_is_for_admins(role: str, world: World, people: dict[str, User]) -> None:
    """Everybody else is sent to the sign-in page, which refuses whoever is signed in already."""
    browser = browser_of(people, role)
    doors = [Door(url) for url in admin_urls() if url not in ("/admin/login/", "/admin/logout/")]
    methods = METHODS if role == "owner" else ("GET", "POST")
    answers = {(method, door.url): ask(browser, method, door, world) for door in doors for method in methods}
    assert {request: status for request, status in answers.items() if status != 302} == {}
    assert ask(browser, "GET", Door("/admin/login/"), world) == (302 if role == "visitor" else 403)


def test_django_admin_never_breaks_for_admins(world: World, people: dict[str, User]) -> None:
    """Of the methods that it answers as GET, one."""
    answers = {}
    browser = browser_of(people, "admin")
    for url, method in product(admin_urls(), ("GET", "POST", "DELETE")):
        if "logout" in url:
            browser = browser_of(people, "admin")
        answers[method, url] = ask(browser, method, Door(url), world)
    assert set(answers.values()) <= {200, 301, 302, 403, 404, 405, 409}
    assert {answers["GET", f"/admin/{name}/"] for name in ("accounts/user", "clients/client")} == {200}
