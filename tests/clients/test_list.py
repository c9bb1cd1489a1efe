"""The list of clients."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client
from tests.conftest import signed_in

LIST = "/clients/"


def page(user: User, query: str = "") -> str:
    answer = signed_in(user).get(f"{LIST}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def make_clients(user: User, number: int) -> None:
    clients = Client.objects.bulk_create(
        Client(name=f"Client {n:04}", allergies=["milk"], restrictions=["vegan"]) for n in range(number)
    )
    CareTeamMember.objects.bulk_create(CareTeamMember(client=client, user=user) for client in clients)


def test_it_works(owner: User, client_record: Client) -> None:
    assert "Asha Rao" in page(owner)


def test_nobody_sees_other_peoples_clients(stranger: User, client_record: Client) -> None:
    assert "Asha Rao" not in page(stranger)
    assert "No clients yet" in page(stranger)


def test_an_admin_sees_all(admin_user: User, client_record: Client) -> None:
    assert "Asha Rao" in page(admin_user)


def test_counsellors_are_not_offered_what_they_may_not_do(counsellor: User, client_record: Client) -> None:
    assert "New client" not in page(counsellor)


def test_search(owner: User, client_record: Client) -> None:
    assert "Asha Rao" in page(owner, "?q=rao")
    assert "No client matches" in page(owner, "?q=gupta")


def test_archived_clients_are_apart(owner: User, client_record: Client) -> None:
    client_record.archive()
    assert "Asha Rao" not in page(owner)
    assert "Asha Rao" in page(owner, "?status=archived")
    assert "Asha Rao" in page(owner, "?status=all")


def test_a_value_that_nobody_offered_counts_as_not_given(owner: User, client_record: Client) -> None:
    for query in (
        "?status=gone",
        "?page=x",
        "?page=-1",
        "?page=99999999999999999999",
        "?q=%00",
        f"?q={'x' * 101}",
    ):
        page(owner, query)
    assert "Asha Rao" in page(owner, "?status=gone&page=7")


def test_not_asked_is_not_none(owner: User, client_record: Client) -> None:
    assert "not asked yet" in page(owner)
    Client.objects.filter(pk=client_record.pk).update(no_known_allergies=True)
    assert "none known" in page(owner)


def test_markup_in_a_name_is_text(owner: User, client_record: Client) -> None:
    Client.objects.filter(pk=client_record.pk).update(name="<script>alert(1)</script>")
    assert "&lt;script&gt;" in page(owner)


def test_paging_keeps_the_search(owner: User) -> None:
    make_clients(owner, 60)
    second = page(owner, "?q=client&page=2")
    assert "26 to 50 of 60" in second
    assert 'href="?q=client&amp;page=3"' in second


def test_as_many_questions_for_1000_clients_as_for_10(owner: User) -> None:
    browser, counts = signed_in(owner), []
    for number in (10, 990):
        make_clients(owner, number)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7
