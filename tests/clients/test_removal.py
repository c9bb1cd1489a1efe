"""Taking a client's data along, and deleting it for good."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model
from django.utils import timezone

from apps.accounts.models import User
from apps.clients.models import Client, ClientNote, ClientRemoval, Measurement
from apps.clients.removal import delete_client
from apps.drafts.models import Draft, Revision
from apps.history.models import Checkpoint
from apps.meal_plans.models import MealPlan
from apps.notifications.inboxes import unread_total
from apps.notifications.models import Kind, Notification
from apps.notifications.services import notify
from apps.sharing.models import ShareLink
from tests.conftest import signed_in
from tests.world import World


def exported(user: User, client: str) -> dict[str, Any]:
    answer = signed_in(user).get(f"/clients/{client}/export/")
    assert answer.status_code == 200
    document: dict[str, Any] = json.loads(answer.getvalue())
    return document


def test_the_export_is_complete(owner: User, world: World) -> None:
    answer = signed_in(owner).get(f"/clients/{world['client']}/export/")
    assert answer["Content-Disposition"].startswith('attachment; filename="asha-rao-')
    document = json.loads(answer.getvalue())
    assert answer["Content-Encoding"] == "identity"  # not packed in pieces, of which browsers read the first
    assert (document["format"], document["version"]) == ("dtps-client", 1)
    assert document["client"]["name"] == "Asha Rao"
    assert {person["name"] for person in document["client"]["care_team"]} == {
        "Owner",
        "Colleague",
        "Counsellor",
    }
    assert document["client"]["created_by"] == {"id": str(owner.pk), "name": "Owner"}
    assert {plan["id"] for plan in document["meal_plans"]} == {world["plan"], world["published plan"]}
    assert all(plan["menu"]["days"] for plan in document["meal_plans"])
    assert len(document["measurements"]) == 2  # the removed one too
    (note,) = document["notes"]
    assert [save["data"]["text"] for save in note["revisions"]] == ["Walks an hour a day."]


def test_the_export_has_every_column_of_the_models(owner: User, world: World) -> None:
    document = exported(owner, world["client"])
    for model, record in ((Client, document["client"]), (MealPlan, document["meal_plans"][0])):
        assert {column.name for column in model._meta.concrete_fields} <= record.keys()


def test_the_export_has_shared_links_without_their_secrets_and_the_names_of_versions(
    owner: User, world: World
) -> None:
    Checkpoint.objects.create(
        kind="meal-plan", key=world["published plan"], version=1, name="Before Diwali", by=owner
    )
    plans = {plan["id"]: plan for plan in exported(owner, world["client"])["meal_plans"]}
    assert [save["name"] for save in plans[world["published plan"]]["revisions"]] == ["Before Diwali"]
    assert [save["name"] for save in plans[world["plan"]]["revisions"]] == [""]
    assert plans[world["plan"]]["share_links"] == []
    (link,) = plans[world["published plan"]]["share_links"]
    assert (link["id"], link["created_by"]["name"]) == (world["share link"], "Owner")
    assert not {"token_hash", "code_hash"} & link.keys()


def test_a_counsellor_may_export_and_a_stranger_not(counsellor: User, stranger: User, world: World) -> None:
    assert exported(counsellor, world["client"])["client"]["name"] == "Asha Rao"
    assert signed_in(stranger).get(f"/clients/{world['client']}/export/").status_code == 404


def test_the_page_says_what_goes(owner: User, world: World) -> None:
    shown = signed_in(owner).get(f"/clients/{world['client']}/delete/").content.decode()
    for words in ("Meal plans: 2", "Measurements: 2", "Notes: 1"):
        assert words in shown


def test_another_name_deletes_nothing(owner: User, world: World) -> None:
    answer = signed_in(owner).post(f"/clients/{world['client']}/delete/", {"name": "Asha"})
    assert answer.status_code == 422
    assert "This is not the name of this client." in answer.content.decode()
    assert Client.objects.count() == 1
    assert MealPlan.objects.count() == 2


def add_traces(owner: User, colleague: User, client: Client, plan: UUID) -> None:
    """What is kept about a client and their plan in other places."""
    now = timezone.now()
    begun = {"client": str(client.pk), "name": "Never saved"}
    for user, kind, key, data in (
        (colleague, "client", client.pk, {"name": "Asha Rao"}),
        (colleague, "meal-plan", plan, {"name": "A week"}),
        (owner, "meal-plan", uuid4(), begun),
    ):
        Draft.objects.create(
            user=user, kind=kind, key=key, data=data, revision=1, updated_at=now,
            expires_at=now + timedelta(days=7),
        )  # fmt: skip
    notify(
        recipients=[colleague],
        kind=Kind.PLAN_PUBLISHED,
        title="A plan of Asha Rao",
        about=("meal-plan", plan),
    )
    LogEntry.objects.create(
        user=owner, object_id=str(client.pk), object_repr="Asha Rao", action_flag=CHANGE, change_message=""
    )


def test_everything_goes_and_nothing_else(owner: User, colleague: User, world: World) -> None:
    client = Client.objects.get()
    add_traces(owner, colleague, client, UUID(world["plan"]))
    other = Client.objects.create(name="Other", created_by=owner)
    ClientNote.objects.create(client=other, text="Stays.")
    unread = unread_total(colleague)
    answer = signed_in(owner).post(f"/clients/{client.pk}/delete/", {"name": " asha  RAO "}, follow=True)
    assert "everything about them is deleted" in answer.content.decode()
    assert list(Client.objects.all()) == [other]
    assert not MealPlan.objects.exists()
    assert not Measurement.objects.exists()
    assert ClientNote.objects.get().text == "Stays."
    assert not Draft.objects.exists()
    assert not Revision.objects.filter(
        kind__in=["client", "meal-plan", "measurement", "client-note"]
    ).exists()
    assert not Notification.objects.filter(object_key__in=[client.pk, world["plan"]]).exists()
    assert unread_total(colleague) < unread
    assert not LogEntry.objects.exists()


def test_no_row_of_any_model_names_the_client_or_what_was_theirs(
    owner: User, colleague: User, world: World
) -> None:
    client = Client.objects.get()
    client_key = str(client.pk)
    plan = MealPlan.objects.get(pk=world["plan"])
    link = ShareLink.objects.get()
    MealPlan.objects.filter(pk=plan.pk).update(overrides={"x": {"reason": "Asha Rao eats it"}})
    add_traces(owner, colleague, client, plan.pk)
    theirs = {("client", client.pk), ("meal-plan", plan.pk), ("meal-plan", UUID(world["published plan"]))}
    theirs |= {("measurement", key) for key in Measurement.objects.values_list("pk", flat=True)}
    theirs |= {("client-note", key) for key in ClientNote.objects.values_list("pk", flat=True)}
    for kind, key in theirs:
        Checkpoint.objects.create(kind=kind, key=key, version=1, name="Before Asha travels", by=owner)
    words = {"Asha", link.token_hash, *(str(key) for _kind, key in theirs)}
    assert {word for _model, word in rows_with(words)} == words
    delete_client(client, by=owner)
    assert rows_with(words) == {(ClientRemoval, client_key)}


def rows_with(words: set[str]) -> set[tuple[type[Model], str]]:
    """Which models have rows in which one of `words` stands, in any column."""
    return {
        (model, word)
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for row in model._base_manager.values_list()
        for word in words
        if word in str(row)
    }


def test_what_stays_says_nothing_about_the_person(owner: User, world: World) -> None:
    delete_client(Client.objects.get(), by=owner)
    removal = ClientRemoval.objects.get()
    assert (removal.by, removal.counts) == (owner, {"measurements": 2, "notes": 1, "meal_plans": 2})
    assert removal.finished_at is not None
    assert "Asha" not in str(removal.__dict__)


def test_an_interrupted_deletion_goes_on(owner: User, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(Client, "delete", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            delete_client(client, by=owner)
    client.refresh_from_db()
    assert client.is_archived
    assert ClientRemoval.objects.get().finished_at is None
    delete_client(client, by=owner)
    removal = ClientRemoval.objects.get()
    assert removal.counts["meal_plans"] == 2  # as it was when it began
    assert removal.finished_at is not None
    assert not Client.objects.exists()


def test_a_plan_that_is_saved_meanwhile_goes_as_well(
    owner: User, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client.objects.get()
    saved: list[MealPlan] = []
    delete = Client.delete

    def late(self: Client) -> Any:
        if not saved:
            saved.append(MealPlan.objects.create(client=client, name="Late", start_date="2026-03-02"))
        return delete(self)

    monkeypatch.setattr(Client, "delete", late)
    delete_client(client, by=owner)
    assert saved
    assert not MealPlan.objects.exists()


def test_whose_client_it_is_not_may_not_delete(colleague: User, counsellor: User, world: World) -> None:
    for user in (colleague, counsellor):
        answer = signed_in(user).post(f"/clients/{world['client']}/delete/", {"name": "Asha Rao"})
        assert answer.status_code == 404
    assert Client.objects.exists()
