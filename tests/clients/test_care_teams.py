"""Care teams of several clients at once, in Django admin."""

from apps.accounts.models import User
from apps.clients.models import Client
from apps.drafts.models import Revision
from apps.notifications.models import Notification
from tests.conftest import signed_in

CLIENTS = "/admin/clients/client/"


def act(by: User, *clients: Client, **form: str) -> str:
    """The page after the action on `clients`; without `form`, the page that asks whom."""
    chosen = [str(client.pk) for client in clients]
    data = {"action": "change_care_team", "_selected_action": chosen, **form}
    return signed_in(by).post(CLIENTS, data, follow=True).content.decode()


def joins(by: User, person: User, *clients: Client, change: str = "joins") -> str:
    return act(by, *clients, apply="1", person=str(person.pk), change=change)


def test_a_page_between_asks_whom_and_changes_nothing(admin_user: User, client_record: Client) -> None:
    page = act(admin_user, client_record)

    assert "Asha Rao" in page
    assert f'value="{client_record.pk}"' in page
    assert not Revision.objects.exists()


def test_who_joins_is_told_and_each_client_has_a_new_version(
    admin_user: User, stranger: User, client_record: Client
) -> None:
    second = Client.objects.create(name="Binu", version=1)
    page = joins(admin_user, stranger, client_record, second)

    assert "2 care teams changed." in page
    for client in (client_record, second):
        client.refresh_from_db()
        assert client.version == 2
        assert stranger in client.members()
        saved = Revision.objects.get(key=client.pk, version=2)
        assert saved.by == admin_user
        assert saved.summary is not None
        assert saved.summary["fields"] == ["care_team"]
    assert Notification.objects.filter(recipient=stranger).count() == 2


def test_who_leaves_no_longer_sees_the_client_and_others_are_untouched(
    admin_user: User, colleague: User, owner: User, client_record: Client
) -> None:
    other = Client.objects.create(name="Binu", version=1)
    page = joins(admin_user, colleague, client_record, other, change="leaves")

    assert not Client.objects.visible_to(colleague).exists()
    assert owner in client_record.members()
    assert "1 care team changed." in page
    assert "Binu: is not in the care team." in page
    other.refresh_from_db()
    assert other.version == 1


def test_who_took_the_client_on_stays(admin_user: User, owner: User, client_record: Client) -> None:
    page = joins(admin_user, owner, client_record, change="leaves")

    assert owner in client_record.members()
    assert "Owner has to stay in the care team." in page


def test_nobody_joins_who_may_not_sign_in(admin_user: User, stranger: User, client_record: Client) -> None:
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    page = joins(admin_user, stranger, client_record)

    assert "they cannot join" in page
    assert stranger not in client_record.members()


def test_without_a_person_it_asks_again(admin_user: User, client_record: Client) -> None:
    page = act(admin_user, client_record, apply="1", person="nonsense", change="joins")

    assert "Nothing was changed" in page
