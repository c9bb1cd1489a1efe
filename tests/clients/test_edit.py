"""The form of a client: creating, changing, refusing, and who is in the care team afterwards."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client
from tests.conftest import signed_in


def seats(client: Client) -> set[UUID]:
    return set(CareTeamMember.objects.filter(client=client).values_list("user_id", flat=True))


def save(browser: Browser, client: Client, **fields: Any) -> Any:
    """The answer to the form with everything as it is, but for `fields`."""
    team = [str(pk) for pk in seats(client)]
    sent = {"name": client.name, "care_team": team, "version": client.version, **fields}
    return browser.post(f"/clients/{client.pk}/edit/", sent)


def test_a_new_client_gets_a_key_of_their_own(owner: User) -> None:
    address = signed_in(owner).get("/clients/create/")["Location"]
    UUID(address.removeprefix("/clients/create/?key="))


def test_create(owner: User, counsellor: User) -> None:
    key = uuid4()
    answer = signed_in(owner).post(
        f"/clients/create/?key={key}",
        {
            "name": "Asha Rao",
            "birth_date": "1990-05-17",
            "allergies": ["milk", "egg"],
            "target_kcal": "1800",
            "care_team": [str(owner.pk), str(counsellor.pk)],
            "version": "0",
        },
    )
    assert answer["Location"] == f"/clients/{key}/"
    client = Client.objects.get(pk=key)
    assert (client.name, client.allergies, client.target_kcal) == ("Asha Rao", ["milk", "egg"], 1800)
    assert (client.version, client.created_by) == (1, owner)
    assert seats(client) == {owner.pk, counsellor.pk}


def test_the_creator_is_ticked_from_the_start(owner: User) -> None:
    page = signed_in(owner).get(f"/clients/create/?key={uuid4()}").content.decode()
    assert f'value="{owner.pk}" id="id_care_team_0" checked' in page


@pytest.mark.parametrize("key", ["", "x", "../../etc"])
def test_a_key_that_is_none_is_not_found(owner: User, key: str) -> None:
    assert signed_in(owner).get("/clients/create/", {"key": key}).status_code == 404


def test_counsellors_create_nobody(counsellor: User) -> None:
    assert signed_in(counsellor).get("/clients/create/").status_code == 404
    answer = signed_in(counsellor).post(f"/clients/create/?key={uuid4()}", {"name": "X", "version": "0"})
    assert answer.status_code == 404
    assert not Client.objects.exists()


def test_nobody_takes_over_a_client_by_creating_one_under_its_key(
    stranger: User, client_record: Client
) -> None:
    url = f"/clients/create/?key={client_record.pk}"
    assert signed_in(stranger).get(url).status_code == 404
    assert signed_in(stranger).post(url, {"name": "Mine now", "version": "0"}).status_code == 404


def test_change(owner: User, client_record: Client) -> None:
    answer = save(signed_in(owner), client_record, name="Asha Rao-Iyer", no_known_allergies="on")
    assert answer["Location"] == f"/clients/{client_record.pk}/"
    client_record.refresh_from_db()
    assert (client_record.name, client_record.no_known_allergies) == ("Asha Rao-Iyer", True)
    assert client_record.version == 2


def test_two_people_change_different_fields(owner: User, colleague: User, client_record: Client) -> None:
    """The second Save started from the same version; it merges instead of taking the first one back."""
    first = client_record
    save(signed_in(owner), first, phone="+91 98765 43210")
    save(signed_in(colleague), first, target_kcal="1600")
    after = Client.objects.get(pk=client_record.pk)
    assert (after.phone, after.target_kcal) == ("+91 98765 43210", 1600)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 151),
        ("birth_date", "2999-01-01"),
        ("birth_date", "31/02/1990"),
        ("sex", "unheard of"),
        ("email", "no address"),
        ("allergies", ["kryptonite"]),
        ("restrictions", ["kryptonite"]),
        ("target_kcal", "-1"),
        ("target_kcal", "99999999999999999999"),
        ("target_protein_g", "NaN"),
        ("allergy_notes", "x" * 2001),
        ("care_team", [str(uuid4())]),
    ],
)
def test_a_wrong_value_is_marked_and_nothing_is_lost(
    owner: User, client_record: Client, field: str, value: Any
) -> None:
    answer = save(signed_in(owner), client_record, **{"phone": "+91 98765 43210", field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert "+91 98765 43210" in page
    assert Client.objects.get(pk=client_record.pk).phone == ""


def test_none_known_and_an_allergy_contradict_each_other(owner: User, client_record: Client) -> None:
    answer = save(signed_in(owner), client_record, allergies=["milk"], no_known_allergies="on")
    assert "keep one of the two" in answer.content.decode()


def test_the_care_team_changes(owner: User, colleague: User, stranger: User, client_record: Client) -> None:
    save(signed_in(owner), client_record, care_team=[str(owner.pk), str(stranger.pk)])
    assert seats(client_record) == {owner.pk, stranger.pk}


@pytest.mark.parametrize("leaves", ["owner", "colleague"])
def test_neither_the_creator_nor_oneself_drops_out(
    leaves: str, owner: User, colleague: User, client_record: Client
) -> None:
    stays = {"owner": colleague, "colleague": owner}[leaves]
    answer = save(signed_in(colleague), client_record, care_team=[str(stays.pk)])
    assert answer.status_code == 422
    assert "has to stay in the care team" in answer.content.decode()
    assert len(seats(client_record)) == 3


def test_somebody_who_left_keeps_their_seat_until_it_is_taken_away(
    owner: User, colleague: User, client_record: Client
) -> None:
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    save(signed_in(owner), client_record, phone="+91 98765 43210")
    assert colleague.pk in seats(client_record)
