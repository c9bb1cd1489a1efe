"""Plans on pages of other apps, which may not import this one."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.clients.models import Client
from apps.diet_templates.header import TemplateRecord
from apps.meal_plans.alerts import alerts_of
from apps.meal_plans.current import in_time
from apps.meal_plans.followers import by_version, plans_behind
from apps.meal_plans.models import MealPlan

MOST = 20

register = template.Library()


@register.inclusion_tag("meal_plans/of_client.html")
def plans_of(client: Client) -> dict[str, Any]:
    """The latest plans of `client` as they stand today; whoever may read the client may read them."""
    plans = list(MealPlan.objects.filter(client=client).for_list()[: MOST + 1])
    found = in_time(plans[:MOST], timezone.localdate())
    return {
        "client": client,
        "groups": [
            (_("Now"), found.current),
            (_("Coming"), found.coming),
            (_("In preparation"), found.drafts),
            (_("Past"), found.past),
        ],
        "has_any": bool(plans),
        "is_running": bool(found.current),
        "has_more": len(plans) > MOST,
    }


@register.inclusion_tag("meal_plans/of_template.html")
def plans_of_template(template: TemplateRecord, kind: str, user: User) -> dict[str, Any]:
    """How many running plans that `user` may change are on earlier versions of `template`. Two queries."""
    versions = by_version(plans_behind(user, kind, template))
    return {"versions": versions, "url": reverse("meal_plans:behind", args=[kind, template.pk])}


@register.inclusion_tag("meal_plans/alerts.html")
def diet_alerts(client: Client) -> dict[str, Any]:
    """What in the coming plans of `client` goes against their allergies and restrictions. Two queries."""
    return {"alerts": alerts_of(client)}
