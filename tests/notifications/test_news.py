"""Who is told what: the care team, plans, templates, mentions, what others have open."""

from typing import Any, cast
from uuid import uuid4

import pytest

from apps.accounts.models import Role, User
from apps.clients.kinds import CLIENT
from apps.clients.models import CareTeamMember, Client
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.drafts.forms import form_data, post_data
from apps.drafts.kinds import Kind as FormKind
from apps.drafts.models import VersionedRecord
from apps.drafts.saving import Submission, save_record
from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlan
from apps.meal_plans.services import publish_plan
from apps.notifications.models import Notification
from apps.notifications.services import notify
from apps.realtime.models import Presence
from tests.conftest import person, signed_in
from tests.notifications.conftest import Sent, kinds, titles
from tests.world import World

Broken = type("Broken", (Exception,), {})


def save(kind: FormKind, record: VersionedRecord | None, by: User, **fields: Any) -> VersionedRecord:
    """What the form of that kind leaves after a Save with these fields changed."""
    key = record.pk if record else uuid4()
    form = kind.form(instance=record, user=by) if record else kind.form(initial=kind.blank(key), user=by)
    version = record.version if record else 0
    data = form_data(form) | {"name": "A name"} | fields
    outcome = save_record(by, kind, key, Submission(post_data(data), version=version))
    assert outcome.record, outcome.form.errors
    return type(outcome.record)._default_manager.get(pk=key)


def keys(*people: User) -> list[str]:
    return [str(one.pk) for one in people]


@pytest.fixture
def client_record(owner: User, colleague: User) -> Client:
    """A client of the owner and the colleague, who have read what they were told about it."""
    record = save(CLIENT, None, owner, name="Asha Rao", care_team=keys(owner, colleague))
    Notification.objects.all().delete()
    return cast(Client, record)


# --- The care team


def test_new_members_of_the_care_team(owner: User, colleague: User, counsellor: User) -> None:
    record = save(CLIENT, None, owner, name="Asha Rao", care_team=keys(owner, colleague))
    row = Notification.objects.get()
    assert (row.recipient, row.kind, row.actor) == (colleague, "client_assigned", owner)
    assert (row.title, row.link) == ("Asha Rao is your client now", record.get_absolute_url())
    assert (row.object_kind, row.object_key) == ("client", record.pk)
    save(CLIENT, record, owner, name="Asha Rao", care_team=keys(owner, colleague, counsellor))
    assert (kinds(colleague), kinds(counsellor)) == (["client_assigned"], ["client_assigned"])


def test_whoever_joins_by_themselves_is_not_told(admin_user: User, owner: User) -> None:
    save(CLIENT, None, owner, care_team=keys(owner))
    assert Notification.objects.count() == 0


def test_saving_something_else_tells_nobody(client_record: Client, owner: User) -> None:
    save(CLIENT, client_record, owner, phone="12345")
    assert Notification.objects.count() == 0


# --- Publishing


@pytest.fixture
def plan(world: World) -> MealPlan:
    """The draft plan of the world's client; nobody has been told anything."""
    Notification.objects.all().delete()
    return MealPlan.objects.get(pk=world["plan"])


def test_a_published_plan(plan: MealPlan, people: dict[str, User]) -> None:
    signed_in(people["owner"]).post(f"/meal-plans/{plan.pk}/publish/", {"version": plan.version})
    told = {role: titles(user) for role, user in people.items()}
    title = "“A week” is published for Asha Rao"
    assert told == {"admin": [], "owner": [], "colleague": [title], "counsellor": [title], "stranger": []}
    assert Notification.objects.first().link == plan.get_absolute_url()  # type: ignore[union-attr]


def test_a_plan_that_has_changed_is_not_published(plan: MealPlan, owner: User) -> None:
    MealPlan.objects.filter(pk=plan.pk).update(version=9)
    assert not publish_plan(plan, {}, by=owner)
    assert Notification.objects.count() == 0


def test_when_telling_fails_nothing_is_published(
    plan: MealPlan, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise Broken

    monkeypatch.setattr("apps.meal_plans.services.tell_published", fail)
    with pytest.raises(Broken):
        publish_plan(plan, {}, by=owner)
    assert not MealPlan.objects.get(pk=plan.pk).is_published


# --- Sharing


@pytest.mark.parametrize("kind", [DIET_TEMPLATE, MEAL_PLAN_TEMPLATE], ids=lambda kind: kind.name)
def test_a_template_that_is_shared_now(kind: FormKind, people: dict[str, User]) -> None:
    owner = people["owner"]
    User.objects.filter(name="Stranger").update(is_active=False)
    record = save(kind, None, owner, name="Keto")
    assert Notification.objects.count() == 0
    record = save(kind, record, owner, name="Keto", is_shared=True)
    assert {role for role, user in people.items() if titles(user) == ["Owner shares “Keto”"]} == {
        "admin",
        "colleague",
    }
    assert Notification.objects.count() == 2
    save(kind, record, owner, name="Keto plus", is_shared=True)
    assert Notification.objects.count() == 2


def test_a_template_that_is_shared_from_the_start(owner: User, colleague: User) -> None:
    save(DIET_TEMPLATE, None, owner, is_shared=True)
    assert kinds(colleague) == ["template_shared"]


# --- Mentions


def test_a_mention_in_the_notes_of_a_client(client_record: Client, owner: User, colleague: User) -> None:
    record = save(CLIENT, client_record, owner, name="Asha Rao", allergy_notes="Hives? @colleague please ask")
    assert titles(colleague) == ["Owner mentions you in “Asha Rao”"]
    save(CLIENT, record, owner, name="Asha Rao", allergy_notes="Hives? @Colleague please ask her")
    assert kinds(colleague) == ["mention"]


def test_who_may_not_see_it_is_not_told(
    client_record: Client, owner: User, stranger: User, admin_user: User
) -> None:
    save(CLIENT, client_record, owner, restriction_notes="@stranger @admin @owner")
    assert (kinds(stranger), kinds(admin_user), kinds(owner)) == ([], ["mention"], [])


def test_who_joins_the_care_team_with_the_same_save_may_see_it(owner: User, counsellor: User) -> None:
    save(CLIENT, None, owner, care_team=keys(owner, counsellor), allergy_notes="@counsellor")
    assert kinds(counsellor) == ["client_assigned", "mention"]


def test_a_mention_in_a_private_and_in_a_shared_template(owner: User, stranger: User) -> None:
    record = save(DIET_TEMPLATE, None, owner, description="@stranger")
    assert kinds(stranger) == []
    save(DIET_TEMPLATE, record, owner, description="again @stranger", is_shared=True)
    assert kinds(stranger) == ["template_shared"]
    record = DietTemplate.objects.get()
    save(DIET_TEMPLATE, record, owner, description="again")
    save(DIET_TEMPLATE, DietTemplate.objects.get(), owner, description="@Stranger")
    assert kinds(stranger) == ["template_shared", "mention"]


def test_a_mention_in_a_plan(plan: MealPlan, owner: User, counsellor: User, stranger: User) -> None:
    save(MEAL_PLAN, plan, owner, description="@Counsellor and @stranger, have a look")
    assert (kinds(counsellor), kinds(stranger)) == (["mention"], [])


# --- Open elsewhere


def test_who_has_it_open_is_told(client_record: Client, owner: User, colleague: User, stranger: User) -> None:
    for user, key in ((owner, client_record.pk), (colleague, client_record.pk), (stranger, uuid4())):
        Presence.objects.create(kind="client", key=key, user=user)
    record = save(CLIENT, client_record, owner, name="Asha Rao", phone="1")
    assert titles(colleague) == ["Owner saved “Asha Rao”"]
    save(CLIENT, record, owner, name="Asha Rao", phone="2")
    assert Notification.objects.unread().filter(recipient=colleague).count() == 1
    assert (kinds(owner), kinds(stranger)) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_open_editors_hear_of_the_new_version(sent: Sent) -> None:
    owner = person("Owner", Role.DIETITIAN)
    record = save(CLIENT, None, owner)
    (saved,) = [message["saved"] for _group, message in sent if "saved" in message]
    assert (saved["version"], saved["by"]["name"]) == (record.version, "Owner")


@pytest.mark.django_db(transaction=True)
def test_a_save_that_fails_tells_nobody(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, colleague = person("Owner", Role.DIETITIAN), person("Colleague", Role.DIETITIAN)

    def tell_and_fail(**options: Any) -> int:
        notify(**options)
        raise Broken

    monkeypatch.setattr("apps.clients.news.notify", tell_and_fail)
    with pytest.raises(Broken):
        save(CLIENT, None, owner, care_team=keys(owner, colleague))
    assert (Client.objects.count(), CareTeamMember.objects.count(), titles(colleague)) == (0, 0, [])
    assert sent == []


def test_a_save_that_changes_nothing_tells_nobody(
    client_record: Client, owner: User, colleague: User
) -> None:
    Presence.objects.create(kind="client", key=client_record.pk, user=colleague)
    save(CLIENT, client_record, owner, name="Asha Rao")
    assert kinds(colleague) == []
