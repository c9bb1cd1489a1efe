"""The page of one client, archiving included."""

from apps.accounts.models import User
from apps.clients.models import Client
from tests.conftest import signed_in


def page(user: User, client: Client) -> str:
    answer = signed_in(user).get(client.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(owner: User, client_record: Client) -> None:
    client_record.allergies, client_record.allergy_notes = ["peanut"], "Carries an injector."
    client_record.save()
    shown = page(owner, client_record)
    assert "Allergies: Peanut" in shown
    assert "Carries an injector." in shown
    assert "Counsellor" in shown  # of the care team


def test_counsellors_read_without_being_offered_changes(counsellor: User, client_record: Client) -> None:
    shown = page(counsellor, client_record)
    assert "/edit/" not in shown
    assert "/archive/" not in shown


def test_it_checks_the_care_team(stranger: User, client_record: Client) -> None:
    assert signed_in(stranger).get(client_record.get_absolute_url()).status_code == 404


def test_archive_and_back(owner: User, client_record: Client) -> None:
    browser = signed_in(owner)
    answer = browser.post(f"/clients/{client_record.pk}/archive/", follow=True)
    assert "Asha Rao is archived" in answer.content.decode()
    client_record.refresh_from_db()
    assert client_record.is_archived
    browser.post(f"/clients/{client_record.pk}/unarchive/")
    client_record.refresh_from_db()
    assert not client_record.is_archived


def test_archiving_checks_the_right_to_write(counsellor: User, client_record: Client) -> None:
    assert signed_in(counsellor).post(f"/clients/{client_record.pk}/archive/").status_code == 404
    client_record.refresh_from_db()
    assert not client_record.is_archived
