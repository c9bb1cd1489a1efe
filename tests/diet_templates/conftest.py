"""Both kinds of template: their pages are the same, so every test of a page runs for each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.services import insert_record
from apps.drafts.kinds import Kind
from apps.meal_plans.kinds import MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlanTemplate
from apps.menus.new import new_menu


@dataclass(frozen=True)
class Section:
    """One kind of template, its address, and how to make one."""

    root: str
    kind: Kind
    model: type[TemplateRecord]

    def make(self, owner: User, **fields: Any) -> TemplateRecord:
        """A template as its first Save leaves it."""
        values = {"id": uuid4(), "name": "A pattern", "menu": new_menu(uuid4(), days=2), "length_days": 2}
        return insert_record(self.kind, self.model(**{**values, **fields}, owner=owner), owner)

    def url(self, page: str = "", pk: UUID | None = None) -> str:
        """The address of a page of the section, or of one template."""
        return self.root + (f"{pk}/" if pk else "") + page


@pytest.fixture(params=["diet-template", "meal-plan-template"])
def section(request: pytest.FixtureRequest) -> Section:
    """Each kind in turn."""
    if request.param == "diet-template":
        return Section("/diet-templates/", DIET_TEMPLATE, DietTemplate)
    return Section("/meal-plan-templates/", MEAL_PLAN_TEMPLATE, MealPlanTemplate)


@pytest.fixture
def template(section: Section, owner: User) -> TemplateRecord:
    """A private template of the owner."""
    return section.make(owner)


@pytest.fixture
def shared(section: Section, owner: User) -> TemplateRecord:
    """A shared template of the owner."""
    return section.make(owner, name="A shared pattern", is_shared=True)
