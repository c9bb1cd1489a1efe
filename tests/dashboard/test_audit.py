"""The audit list of Django admin."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import SignIn, User
from apps.clients.models import Client, ClientRemoval
from apps.dashboard.audit import Wanted, newest
from apps.dashboard.audit_sources import SOURCES
from apps.drafts.models import Revision
from apps.meal_plans.models import MealPlan, PlanStep
from apps.sharing.models import ShareLink
from tests.conftest import signed_in
from tests.db.plans import reads_everything, sorts_by_itself

AUDIT = "/admin/admin/logentry/"
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def a_save(by: User, at: datetime, name: str = "Asha Rao", fields: tuple[str, ...] = ("phone",)) -> Revision:
    client = Client.objects.create(name=name, version=2)
    summary = {"first": False, "fields": list(fields), "documents": {}}
    return Revision.objects.create(
        kind="client", key=client.pk, version=2, data={}, by=by, at=at, summary=summary
    )


def a_change(by: User, at: datetime, name: str = "Ragi") -> LogEntry:
    return LogEntry.objects.create(
        user=by,
        action_time=at,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(by.pk),
        object_repr=name,
        action_flag=CHANGE,
        change_message="Changed role.",
    )


def a_plan(owner: User) -> MealPlan:
    client = Client.objects.create(name="Asha Rao")
    return MealPlan.objects.create(client=client, name="Light week", start_date=NOON.date(), created_by=owner)


def page(admin: User, query: str = "") -> str:
    answer = signed_in(admin).get(f"{AUDIT}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_changes_saves_and_removals_stand_in_the_order_of_time(admin_user: User, owner: User) -> None:
    save = a_save(owner, NOON)
    a_change(admin_user, NOON + timedelta(hours=1))
    removal = ClientRemoval.objects.create(client_key=uuid4(), by=owner, begun_at=NOON - timedelta(hours=1))
    shown = page(admin_user)

    said = ["Changed role.", "Version 2: Phone", "Deletion begun"]
    assert [shown.index(text) for text in said] == sorted(shown.index(text) for text in said)
    assert "Asha Rao" in shown
    assert f"/admin/drafts/revision/{save.pk}/change/" in shown
    assert f"/admin/clients/clientremoval/{removal.pk}/change/" in shown


def test_steps_of_plans_links_and_sign_ins_stand_there_too(admin_user: User, owner: User) -> None:
    plan = a_plan(owner)
    for number, status in enumerate(("published", "draft", "archived")):
        PlanStep.objects.create(plan=plan, status=status, by=owner, at=NOON + timedelta(hours=number))
    for token, revoked_at in (("a", None), ("b", NOON + timedelta(days=1))):
        ShareLink.objects.create(
            plan=plan,
            token_hash=token,
            created_by=owner,
            created_at=NOON,
            expires_at=NOON + timedelta(days=7),
            revoked_at=revoked_at,
        )
    for person, succeeded in ((owner, True), (owner, False), (None, False)):
        SignIn.objects.create(user=person, succeeded=succeeded, address="203.0.113.7", browser="Firefox")
    steps = page(admin_user, "?source=steps")
    for text in ("Published", "Made a draft again", "Archived"):
        assert f'/admin/meal_plans/mealplan/{plan.pk}/change/">{text}</a>' in steps
    assert steps.count("<td>Light week</td>") == 3

    links = page(admin_user, "?source=links")
    assert links.count("Shared by a link until 17 Mar 2026") == 2
    assert links.count("until 17 Mar 2026, taken back on 11 Mar 2026") == 1

    sign_ins = page(admin_user, "?source=sign-ins")
    assert "Signed in: Firefox, 203.0.113.7" in sign_ins
    assert sign_ins.count("Refused to sign in: Firefox, 203.0.113.7") == 2
    assert sign_ins.count("<td>An unknown account</td>") == 1
    assert "Signed in: Firefox" in page(admin_user, f"?person={owner.pk}")
    assert "An unknown account" not in page(admin_user, f"?person={owner.pk}")


def test_it_is_narrowed_by_person_kind_and_days(admin_user: User, owner: User, colleague: User) -> None:
    a_save(owner, NOON, "By owner")
    a_save(colleague, NOON + timedelta(days=1), "By colleague")
    a_change(owner, NOON, "In admin")

    def names(query: str) -> list[str]:
        shown = page(admin_user, query)
        return [name for name in ("By owner", "By colleague", "In admin") if f"<td>{name}</td>" in shown]

    assert names("") == ["By owner", "By colleague", "In admin"]
    assert names(f"?person={owner.pk}") == ["By owner", "In admin"]
    assert names("?source=saves") == ["By owner", "By colleague"]
    assert names("?since=2026-03-11") == ["By colleague"]
    assert names("?until=2026-03-10") == ["By owner", "In admin"]


def test_a_choice_that_is_none_is_said_and_breaks_nothing(admin_user: User, owner: User) -> None:
    a_save(owner, NOON)

    for query in (
        "?since=never",
        "?person=x",
        "?source=x",
        "?page=0",
        "?page=x",
        "?page=99999999999999999999",
    ):
        assert "cannot be understood" in page(admin_user, query)


def test_pages_follow_on_without_gap_or_repetition(admin_user: User, owner: User) -> None:
    for number in range(60):
        a_save(owner, NOON, f"Client-{number:02}")
    first, second = page(admin_user, "?source=saves"), page(admin_user, "?source=saves&page=2")

    on_first = {number for number in range(60) if f"Client-{number:02}" in first}
    on_second = {number for number in range(60) if f"Client-{number:02}" in second}
    assert (len(on_first), len(on_second), on_first & on_second) == (50, 10, set())


def test_it_costs_the_same_for_few_and_many(admin_user: User, owner: User) -> None:
    browser = signed_in(admin_user)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(AUDIT)
        return len(queries)

    def one_of_each() -> None:
        a_save(owner, NOON)
        a_change(owner, NOON)
        plan = a_plan(owner)
        PlanStep.objects.create(plan=plan, status="published", by=owner, at=NOON)
        ShareLink.objects.create(plan=plan, token_hash=str(plan.pk), created_by=owner, expires_at=NOON)
        SignIn.objects.create(user=owner, succeeded=False)

    one_of_each()
    browser.get(AUDIT)
    few = count()
    for _number in range(7):
        one_of_each()
    assert count() == few


@pytest.mark.parametrize("name", ["saves", "steps", "links", "sign-ins"])
def test_what_grows_large_is_read_in_the_order_of_an_index(name: str, owner: User) -> None:
    everybody = newest(SOURCES[name], Wanted())[:50]
    assert not sorts_by_itself(everybody)
    assert not reads_everything(everybody)
    assert not reads_everything(newest(SOURCES[name], Wanted(person=owner.pk))[:50])


def test_the_file_has_the_same_lines_and_no_formulas(admin_user: User, owner: User) -> None:
    a_save(owner, NOON, "=1+1")
    a_change(owner, NOON)
    answer = signed_in(admin_user).get(f"{AUDIT}export/?source=saves")
    text = answer.content.decode("utf-8-sig")

    assert answer["Content-Type"].startswith("text/csv")
    assert "'=1+1" in text
    assert "Version 2: Phone" in text
    assert "Ragi" not in text


def test_nobody_changes_what_stands_there(admin_user: User) -> None:
    log = a_change(admin_user, NOON)
    browser = signed_in(admin_user)

    assert browser.post(f"{AUDIT}{log.pk}/delete/", {"post": "yes"}).status_code == 403
    assert LogEntry.objects.filter(pk=log.pk).exists()
