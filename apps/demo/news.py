"""What the people of the demo practice have been told, so that their bells have something to show."""

from collections.abc import Mapping

from apps.accounts.models import User
from apps.clients.models import Client
from apps.demo.people import ADMIN, COLLEAGUE, DIETITIAN
from apps.notifications.inboxes import position_of
from apps.notifications.models import Kind
from apps.notifications.services import announce, mark_all_read, notify


def tell_the_team(team: Mapping[str, User], clients: Mapping[str, Client]) -> None:
    """They have read what making the practice told them; this came in since."""
    for person in team.values():
        mark_all_read(person, up_to=position_of(person.pk))
    announce(
        "Team meeting on Monday at nine. Please publish the plans of this week by then.",
        recipients=User.objects.filter(is_active=True),
        link="/meal-plans/",
        actor=team[ADMIN],
    )
    meera = clients["Meera Demo"]
    notify(
        recipients=[team[DIETITIAN]],
        kind=Kind.MENTION,
        title="Kiran Colleague mentions you in “Meera Demo”",
        text="Her sugar was 190 after lunch twice this week.",
        link=meera.get_absolute_url(),
        actor=team[COLLEAGUE],
        about=("client", meera.pk),
    )
