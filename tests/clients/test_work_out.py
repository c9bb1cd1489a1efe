"""The page that works out targets and keeps them."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.clients.models import Client, Measurement
from apps.drafts.models import Draft, Revision
from tests.conftest import signed_in

PERSON = {
    "weight_kg": "70", "height_cm": "170", "age": "40", "sex": "female",
    "formula": "mifflin", "lifestyle": "sedentary", "kg_a_week": "-0.5",
}  # fmt: skip
TARGETS = {"target_kcal": "1620", "target_protein_g": "58", "target_carb_g": "246", "target_fat_g": "45"}


def work_out(user: User, client: Client, **fields: str) -> Any:
    return signed_in(user).post(f"/clients/{client.pk}/targets/", {**PERSON, **fields})


def keep(user: User, client: Client, **fields: Any) -> Any:
    data = {**PERSON, **TARGETS, "version": client.version, **fields}
    return signed_in(user).post(f"/clients/{client.pk}/targets/store/", data)


def test_the_working_is_shown_with_its_sources(owner: User, client_record: Client) -> None:
    answer = work_out(owner, client_record)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "10 × 70 + 6.25 × 170 - 5 × 40 - 161" in shown
    assert "Am J Clin Nutr 1990" in shown
    assert 'value="1620"' in shown  # (1,401.5 × 1.55 - 550) in tens
    assert "Asian Indian: overweight" in shown
    assert "WHO: normal" in shown


def test_the_form_begins_with_what_was_measured_last_and_says_when(
    owner: User, client_record: Client
) -> None:
    for day, figures in (
        ("2026-01-10", {"weight_kg": "71.5", "height_cm": "168"}),
        ("2026-03-02", {"weight_kg": "69.2"}),
    ):
        Measurement.objects.create(client=client_record, taken_on=day, **figures)
    answer = signed_in(owner).get(f"/clients/{client_record.pk}/targets/")
    initial = answer.context["form"].initial
    assert (float(initial["weight_kg"]), float(initial["height_cm"])) == (69.2, 168)
    assert initial["body_fat_percent"] is None
    shown = answer.content.decode()
    assert 'value="69.2"' in shown
    assert "Weight on 2 Mar 2026; Height on 10 Jan 2026" in shown
    assert "Body fat on" not in shown


def test_what_is_missing_is_asked_for(owner: User, client_record: Client) -> None:
    answer = work_out(owner, client_record, weight_kg="", sex="")
    assert answer.status_code == 200
    assert "This needs the weight and the sex." in answer.content.decode()
    assert answer.context["targets"]["target_kcal"].value() is None


@pytest.mark.parametrize(
    "fields",
    [
        {"weight_kg": "nan"}, {"weight_kg": "-1"}, {"height_cm": "1.7"}, {"age": "200"}, {"sex": "x"},
        {"formula": ""}, {"lifestyle": "x"}, {"pal": "9"}, {"kg_a_week": "-3"}, {"fat_percent": "1e9"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_lost(
    owner: User, client_record: Client, fields: dict[str, str]
) -> None:
    answer = work_out(owner, client_record, **{"body_fat_percent": "31.7", **fields})
    assert answer.status_code == 422
    assert b"31.7" in answer.content


def test_the_form_begins_with_what_is_known(owner: User, client_record: Client) -> None:
    Client.objects.update(sex="male")
    form = signed_in(owner).get(f"/clients/{client_record.pk}/targets/").context["form"]
    assert (form["sex"].value(), form["age"].value()) == ("male", None)


def test_keeping_them_is_a_save_with_a_revision(owner: User, client_record: Client) -> None:
    answer = keep(owner, client_record)
    client_record.refresh_from_db()
    assert answer.headers["Location"] == client_record.get_absolute_url()
    assert (client_record.target_kcal, client_record.target_fat_g, client_record.version) == (1620, 45, 2)
    kept = Revision.objects.filter(kind="client", key=client_record.pk).order_by("version")
    assert [(one.version, one.data["target_kcal"]) for one in kept] == [(1, ""), (2, "1620")]


def test_a_draft_of_the_client_stays(owner: User, client_record: Client) -> None:
    browser = signed_in(owner)
    edit = {"type": "client", "id": str(client_record.pk), "saveId": "a", "revision": 0, "version": 1}
    changes = {"phone": ["", "12"]}
    browser.post("/api/drafts/", {**edit, "changes": changes}, content_type="application/json")
    keep(owner, client_record)
    assert Draft.objects.get().data["phone"] == "12"
    page = browser.get(f"/clients/{client_record.pk}/edit/")
    assert page.context["form"]["phone"].value() == "12"


def test_not_over_what_was_saved_since(owner: User, client_record: Client) -> None:
    stale = client_record.version
    Client.objects.update(version=2, target_kcal=1500)
    answer = keep(owner, client_record, version=stale)
    client_record.refresh_from_db()
    assert (answer.status_code, client_record.target_kcal) == (409, 1500)
    assert b"changed meanwhile" in answer.content
    assert b'value="1620"' in answer.content


@pytest.mark.parametrize("fields", [{"target_kcal": ""}, {"target_kcal": "9"}, {"version": "x"}])
def test_targets_that_cannot_be_are_refused(
    owner: User, client_record: Client, fields: dict[str, str]
) -> None:
    answer = keep(owner, client_record, **fields)
    assert answer.status_code == 422
    assert Client.objects.get().target_kcal is None


def test_not_for_counsellors_and_strangers(counsellor: User, stranger: User, client_record: Client) -> None:
    for user in (counsellor, stranger):
        assert work_out(user, client_record).status_code == 404
        assert keep(user, client_record).status_code == 404
