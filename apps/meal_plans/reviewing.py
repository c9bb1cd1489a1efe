"""Going through what became of a template since a plan was made from it: taking some of it, or none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from apps.drafts.changes import Document
from apps.drafts.saving import Outcome, replace_record
from apps.history.versions import History
from apps.meal_plans.guarding import diet_of, said
from apps.meal_plans.kinds import MEAL_PLAN
from apps.meal_plans.lineage import Lineage, Offer, by_day, lineage_of, taken
from apps.meal_plans.models import MealPlan
from apps.meal_plans.sources import SOURCES
from apps.menus.judging import Line, judge

MOST = 500  # offers that a page shows one by one; of more, a day at a time


@dataclass(frozen=True)
class Warned:
    """What the client must not eat in something offered; with `blocks`, Save would refuse it."""

    text: str
    blocks: bool


@dataclass
class Review:
    """One plan beside the template that it was made from, as one person who may change the plan sees them."""

    plan: MealPlan
    template: TemplateRecord
    user: User

    @cached_property
    def history(self) -> History:
        """The plan's."""
        return History(MEAL_PLAN, self.plan, self.user)

    @cached_property
    def lineage(self) -> Lineage | None:
        """What the template's later versions mean for the plan; None when its version is not kept."""
        versions = History(SOURCES[self.plan.source_kind].kind, self.template, self.user)
        try:
            then = versions.data_at(self.plan.source_version or 0)
        except Http404:
            return None
        return lineage_of(self.plan.pk, self.history.now, then, versions.now)

    @cached_property
    def is_by_day(self) -> bool:
        """Whether there is too much to go through one by one."""
        return self.lineage is not None and len(self.lineage.offers) > MOST

    @cached_property
    def offers(self) -> list[Offer]:
        """What can be taken or skipped."""
        if self.lineage is None:
            return []
        return by_day(self.lineage.offers) if self.is_by_day else self.lineage.offers

    @cached_property
    def warnings(self) -> Mapping[str, list[Warned]]:
        """By path of an offer, what its lines hold that the client must not eat. One query."""
        menu = taken(self.history.now, self.offers)["menu"]
        judged = judge(menu, diet_of(self.plan.client), self.plan.overrides)
        offered = {offer.path for offer in self.offers}
        found: dict[str, list[Warned]] = {}
        for lines, blocks in ((judged.blocked, True), (judged.marked, False)):
            for line in lines:
                for path in offered.intersection(_ways_to(line)):
                    found.setdefault(path, []).append(Warned(said(line, self.plan.client), blocks))
        return found

    def chosen(self, paths: Collection[str]) -> list[Offer]:
        """Those offers that `paths` name."""
        return [offer for offer in self.offers if offer.path in paths]


def take(review: Review, offers: list[Offer]) -> Outcome | None:
    """Saves the plan with `offers` in it, as a version on top of the one of the review.

    From then on the plan is on the template's present version. None when somebody saved the plan since; an
    outcome without a record where its form refuses it. Nobody's draft is touched.
    """
    plan, template = review.plan, review.template
    count = sum(offer.count for offer in offers)
    data: Document = taken(review.history.now, offers)
    return replace_record(
        review.user,
        MEAL_PLAN,
        plan.pk,
        version=plan.version,
        data=data,
        restored={"template": template.name, "version": template.version, "count": count},
        columns={"source_version": template.version},
    )


def _ways_to(line: Line) -> list[str]:
    """The paths of the nodes around a line, itself the last."""
    parts = line.finding.path.split("/")
    return ["menu/" + "/".join(parts[:end]) for end in range(2, len(parts) + 1, 2)]
