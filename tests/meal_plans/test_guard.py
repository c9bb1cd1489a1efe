"""The guard's matrix at the server: every way a line gets into a plan, and out to the client, with each
policy, with and without a reason.

What happens in the editor (picker, typing, copies, what a tool changes) ends in the same Save, and is looked
at in tests/browser/test_guard.py.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from apps.accounts.models import User
from apps.clients.models import Client
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.services import insert_record
from apps.drafts.forms import post_data
from apps.drafts.models import Draft, Revision
from apps.drafts.saving import Submission, save_record
from apps.foods.models import Food
from apps.meal_plans.kinds import MEAL_PLAN
from apps.meal_plans.models import MealPlan
from apps.menus.guard import Finding
from apps.practice.models import CACHE_KEY, ONLY, Practice
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan, lunch_of
from tests.menus.build import Node, day, item, meal, menu, option

REASON = "Oral immunotherapy, step 3"
# A plan that is there, the menu to get in and the reasons given -> whether it went through, and the answer.
Path = Callable[[User, MealPlan, Node, dict[str, str]], Any]


@pytest.fixture(autouse=True)
def usual_policies() -> Iterator[None]:
    """Those of a new practice; what a test sets is not remembered for the next."""
    cache.delete(CACHE_KEY)
    yield
    cache.delete(CACHE_KEY)


@pytest.fixture
def kheer(db: None) -> Food:
    """A food with milk, confirmed."""
    return a_food("Kheer", allergens=["milk"])


@pytest.fixture
def rice(db: None) -> Food:
    """A food without anything, confirmed."""
    return a_food("Rice")


@pytest.fixture
def plan(make_plan: MakePlan, client_record: Client, rice: Food) -> MealPlan:
    """A draft with rice, of a client who is allergic to milk and keeps to no dairy."""
    set_diet(client_record, allergies=["milk"])
    return make_plan(menu=lunch_of(rice))


def a_food(name: str, **fields: Any) -> Food:
    checked = {"tags_checked_at": timezone.now(), "nutrients": {"kcal": 100}}
    return Food.objects.create(source_id=f"test:{name}", source="test", name=name, **{**checked, **fields})


def set_diet(client: Client, **lists: list[str]) -> None:
    Client.objects.filter(pk=client.pk).update(**{"allergies": [], "restrictions": [], **lists})
    client.refresh_from_db()


def set_policy(allergy: str, restriction: str = "warn") -> None:
    rules = {"allergy_policy": allergy, "restriction_policy": restriction}
    Practice.objects.update_or_create(pk=ONLY, defaults=rules)
    Practice.remember()


def key_of(food: Food, code: str = "milk", kind: Any = "allergy") -> str:
    return Finding("", str(food.pk), "", kind, code).key


def posted(written: Node, reasons: dict[str, str], **fields: Any) -> dict[str, Any]:
    data = {"name": "x", "start_date": "2026-03-02", "version": "1", "menu": json.dumps(written)}
    return {**data, "overrides": json.dumps(reasons), **fields}


def by_create(user: User, plan: MealPlan, written: Node, reasons: dict[str, str]) -> Any:
    data = posted(written, reasons, version="0", client=plan.client_id)
    return signed_in(user).post(f"/meal-plans/create/?key={uuid4()}", data)


def by_edit(user: User, plan: MealPlan, written: Node, reasons: dict[str, str]) -> Any:
    return signed_in(user).post(f"/meal-plans/{plan.pk}/edit/", posted(written, reasons))


def by_second_option(user: User, plan: MealPlan, written: Node, reasons: dict[str, str]) -> Any:
    line = {**written["days"][0]["meals"][0]["options"][0]["items"][0], "id": "i9", "position": "x"}
    other = menu(day("Monday", meal("dinner", option(item("Soup")), option(item("Tea"), line))))
    return by_edit(user, plan, other, reasons)


def by_merge(user: User, plan: MealPlan, written: Node, reasons: dict[str, str]) -> Any:
    """A colleague saved a note meanwhile: what is saved is neither theirs nor ours alone."""
    colleague = User.objects.get(name="Colleague")
    noted = json.loads(json.dumps(plan.menu))
    noted["days"][0]["note"] = "Out of the house"
    assert by_edit(colleague, plan, noted, {}).status_code == 302
    return by_edit(user, plan, written, reasons)


def by_restoring(user: User, plan: MealPlan, written: Node, reasons: dict[str, str]) -> Any:
    """An earlier version that held it is saved again, as a whole."""
    revision = Revision.objects.get(kind="meal-plan", key=plan.pk)
    data = {**revision.data, "menu": written, "overrides": reasons}
    outcome = save_record(user, MEAL_PLAN, plan.pk, Submission(post=post_data(data), version=1))
    return type("Answer", (), {
        "status_code": 422 if outcome.record is None else 302,
        "content": str(outcome.form.errors).encode(),
    })  # fmt: skip


PATHS: list[Path] = [by_create, by_edit, by_second_option, by_merge, by_restoring]


def latest_holding(food: Food) -> MealPlan | None:
    return next((plan for plan in MealPlan.objects.all() if str(food.pk) in json.dumps(plan.menu)), None)


@pytest.mark.parametrize("path", PATHS)
class TestSaving:
    """Every Save, whichever tool put the line there."""

    def test_block(self, path: Path, owner: User, plan: MealPlan, kheer: Food) -> None:
        set_policy("block")
        answer = path(owner, plan, lunch_of(kheer), {})
        assert answer.status_code == 422
        assert latest_holding(kheer) is None
        text = answer.content.decode()
        for part in ("Monday", "Kheer", "Milk", "Asha Rao"):
            assert part in text

    def test_warn(self, path: Path, owner: User, plan: MealPlan, kheer: Food) -> None:
        set_policy("warn")
        assert path(owner, plan, lunch_of(kheer), {}).status_code == 302
        saved = latest_holding(kheer)
        assert saved
        page = signed_in(owner).get(f"/meal-plans/{saved.pk}/")
        assert [line.label for line in page.context["judged"].marked] == ["Milk"]
        assert "1 line is marked" in page.content.decode()

    def test_override(self, path: Path, owner: User, plan: MealPlan, kheer: Food) -> None:
        set_policy("block")
        assert path(owner, plan, lunch_of(kheer), {key_of(kheer): REASON}).status_code == 302
        saved = latest_holding(kheer)
        assert saved
        assert saved.overrides
        kept = saved.overrides[key_of(kheer)]
        assert (kept["reason"], kept["by"], kept["by_name"]) == (REASON, str(owner.pk), "Owner")
        assert kept["at"].startswith(timezone.now().date().isoformat())
        page = signed_in(owner).get(f"/meal-plans/{saved.pk}/").content.decode()
        assert f"“{REASON}”" in page

    def test_a_reason_for_something_else_does_not_help(
        self, path: Path, owner: User, plan: MealPlan, kheer: Food, rice: Food
    ) -> None:
        set_policy("block")
        others = {key_of(rice): REASON, key_of(kheer, "egg"): REASON, key_of(kheer): "  "}
        assert path(owner, plan, lunch_of(kheer), others).status_code == 422

    def test_what_is_safe_goes_through(self, path: Path, owner: User, plan: MealPlan, rice: Food) -> None:
        set_policy("block", "block")
        assert path(owner, plan, lunch_of(rice, 150), {}).status_code == 302

    def test_a_name_is_never_read(self, path: Path, owner: User, plan: MealPlan) -> None:
        set_policy("block", "block")
        coconut = a_food("Coconut milk kheer")
        assert path(owner, plan, lunch_of(coconut), {}).status_code == 302

    def test_unchecked_is_no_refusal_and_not_safe(self, path: Path, owner: User, plan: MealPlan) -> None:
        set_policy("block", "block")
        unknown = a_food("Namkeen", tags_checked_at=None)
        assert path(owner, plan, lunch_of(unknown), {}).status_code == 302
        saved = latest_holding(unknown)
        assert saved
        page = signed_in(owner).get(f"/meal-plans/{saved.pk}/")
        assert "Namkeen" in page.context["judged"].unchecked_foods
        assert "not checked" in page.content.decode()

    def test_restrictions_have_a_policy_of_their_own(
        self, path: Path, owner: User, plan: MealPlan, kheer: Food, client_record: Client
    ) -> None:
        set_diet(client_record, restrictions=["vegan"])
        set_policy("warn", "block")
        answer = path(owner, plan, lunch_of(kheer), {})
        assert answer.status_code == 422
        assert "Vegan" in answer.content.decode()


def test_a_refused_save_keeps_everything(owner: User, plan: MealPlan, kheer: Food) -> None:
    answer = signed_in(owner).post(
        f"/meal-plans/{plan.pk}/edit/", posted(lunch_of(kheer), {}, description="Kept text")
    )
    assert answer.status_code == 422
    assert b"Kept text" in answer.content
    assert answer.context["form"]["menu"].value() == lunch_of(kheer)
    assert "Day 1 (Monday), Lunch, option 1, item 1 &#x27;Kheer&#x27;" in answer.content.decode()


def test_a_draft_keeps_what_a_save_refuses(owner: User, plan: MealPlan, kheer: Food) -> None:
    """Autosave asks nothing: half-done work may hold anything, reasons as well."""
    revision = {"type": "meal-plan", "id": str(plan.pk), "saveId": "s1", "revision": 0, "version": 1}
    changes = {"menu": [plan.menu, lunch_of(kheer)], f"overrides/{key_of(kheer)}": [None, "Half a rea"]}
    answer = signed_in(owner).post(
        "/api/drafts/", {**revision, "changes": changes}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    assert Draft.objects.get().data["overrides"] == {key_of(kheer): "Half a rea"}
    page = signed_in(owner).get(f"/meal-plans/{plan.pk}/edit/")
    assert page.context["form"]["overrides"].value() == {key_of(kheer): "Half a rea"}


def test_a_reason_survives_later_saves_of_others(
    owner: User, colleague: User, plan: MealPlan, kheer: Food
) -> None:
    by_edit(owner, plan, lunch_of(kheer), {key_of(kheer): REASON})
    plan.refresh_from_db()
    kept = plan.overrides
    again = posted(lunch_of(kheer, 50), {key_of(kheer): REASON}, version="2")
    assert signed_in(colleague).post(f"/meal-plans/{plan.pk}/edit/", again).status_code == 302
    plan.refresh_from_db()
    assert plan.version == 3
    assert plan.overrides == kept  # the same person, the same time


def test_a_page_that_knows_no_reasons_yet_takes_none_away(owner: User, plan: MealPlan, kheer: Food) -> None:
    by_edit(owner, plan, lunch_of(kheer), {key_of(kheer): REASON})
    older = posted(lunch_of(kheer, 50), {}, version="2")
    del older["overrides"]
    assert signed_in(owner).post(f"/meal-plans/{plan.pk}/edit/", older).status_code == 302
    plan.refresh_from_db()
    assert set(plan.overrides or {}) == {key_of(kheer)}


def test_a_new_allergen_is_asked_about_anew(
    owner: User, plan: MealPlan, kheer: Food, client_record: Client
) -> None:
    by_edit(owner, plan, lunch_of(kheer), {key_of(kheer): REASON})
    kheer.allergens = ["milk", "tree_nut"]
    kheer.save()
    set_diet(client_record, allergies=["milk", "tree_nut"])
    answer = signed_in(owner).post(
        f"/meal-plans/{plan.pk}/edit/", posted(lunch_of(kheer), {key_of(kheer): REASON}, version="2")
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "contains Tree nuts" in text
    assert "contains Milk" not in text


def test_the_reason_of_a_food_that_is_gone_goes_too(
    owner: User, plan: MealPlan, kheer: Food, rice: Food
) -> None:
    by_edit(owner, plan, lunch_of(kheer), {key_of(kheer): REASON})
    kept = {key_of(kheer): REASON}
    signed_in(owner).post(f"/meal-plans/{plan.pk}/edit/", posted(lunch_of(rice), kept, version="2"))
    plan.refresh_from_db()
    assert plan.overrides == {}
    assert Revision.objects.get(kind="meal-plan", key=plan.pk, version=2).data["overrides"] == kept


@pytest.mark.parametrize(
    "text",
    [
        "{", "[]", '"x"', "7", '{"x": "y"}', '{"KEY": 7}', '{"KEY": "a\\u0000"}', '{"KEY": "\\ud800"}',
        json.dumps({"KEY": "r" * 501}), json.dumps({"KEY": {"reason": ["x"]}}), "[" * 2000,
    ],
)  # fmt: skip
def test_reasons_that_are_none_are_refused_in_words(
    owner: User, plan: MealPlan, kheer: Food, text: str
) -> None:
    data = posted(lunch_of(kheer), {})
    data["overrides"] = text.replace("KEY", key_of(kheer))
    answer = signed_in(owner).post(f"/meal-plans/{plan.pk}/edit/", data)
    assert answer.status_code == 422
    assert latest_holding(kheer) is None


# Publishing


def publish(user: User, plan: MealPlan) -> str:
    answer = signed_in(user).post(f"/meal-plans/{plan.pk}/publish/", {"version": plan.version}, follow=True)
    plan.refresh_from_db()
    return str(answer.content.decode())


def test_publishing_an_unresolved_block_is_refused_with_the_list(
    owner: User, make_plan: MakePlan, client_record: Client, kheer: Food
) -> None:
    written = make_plan(menu=lunch_of(kheer))
    set_diet(client_record, allergies=["milk"])  # after it was saved
    page = publish(owner, written)
    assert not written.is_published
    assert "Not published" in page
    assert "Day 1 (Monday), Lunch, option 1, item 1 &#x27;Kheer&#x27;: <strong>Milk</strong>" in page


def test_publishing_with_warn(owner: User, make_plan: MakePlan, client_record: Client, kheer: Food) -> None:
    set_policy("warn")
    written = make_plan(menu=lunch_of(kheer))
    set_diet(client_record, allergies=["milk"])
    publish(owner, written)
    assert written.is_published


def test_publishing_what_has_a_reason(owner: User, plan: MealPlan, kheer: Food) -> None:
    by_edit(owner, plan, lunch_of(kheer), {key_of(kheer): REASON})
    plan.refresh_from_db()
    publish(owner, plan)
    assert plan.is_published


# Applying a template


def template_of(user: User, *foods: Food) -> DietTemplate:
    days = [day(f"D{n}", meal("lunch", option(item(f.name, food_id=str(f.pk))))) for n, f in enumerate(foods)]
    fields: dict[str, Any] = {"name": "Pattern", "menu": menu(*days), "length_days": len(days)}
    return insert_record(DIET_TEMPLATE, DietTemplate(**fields, owner=user), user)


def use(user: User, template: DietTemplate, client: Client, **fields: Any) -> Any:
    data = {"client": client.pk, "start_date": "2026-03-02", "days": "2", "key": uuid4(), **fields}
    return signed_in(user).post(f"/meal-plans/from/diet-template/{template.pk}/", data)


@pytest.fixture
def milky(owner: User, rice: Food, kheer: Food, client_record: Client) -> DietTemplate:
    """Rice on the first day, kheer on the second; the client is allergic to milk."""
    set_diet(client_record, allergies=["milk"])
    return template_of(owner, rice, kheer)


def test_a_template_against_an_allergy_is_asked_about(
    owner: User, milky: DietTemplate, client_record: Client
) -> None:
    answer = use(owner, milky, client_record)
    assert answer.status_code == 422
    assert (
        "Day 2 (D1), Lunch, option 1, item 1 &#x27;Kheer&#x27;: <strong>Milk</strong>"
        in answer.content.decode()
    )
    assert not MealPlan.objects.exists()


def test_a_template_as_a_draft_that_still_has_to_change(
    owner: User, milky: DietTemplate, client_record: Client
) -> None:
    assert use(owner, milky, client_record, blocked_lines="change").status_code == 302
    plan = MealPlan.objects.get()
    assert plan.overrides == {}
    publish(owner, plan)
    assert not plan.is_published
    assert by_edit(owner, plan, plan.menu, {}).status_code == 422
    assert by_edit(owner, plan, {**plan.menu, "days": plan.menu["days"][:1]}, {}).status_code == 302


def test_a_template_with_a_reason(
    owner: User, milky: DietTemplate, client_record: Client, kheer: Food
) -> None:
    assert use(owner, milky, client_record, blocked_lines="keep").status_code == 422
    assert use(owner, milky, client_record, blocked_lines="keep", reason=REASON).status_code == 302
    plan = MealPlan.objects.get()
    assert [kept["reason"] for kept in (plan.overrides or {}).values()] == [REASON]
    publish(owner, plan)
    assert plan.is_published


def test_a_template_with_warn(owner: User, milky: DietTemplate, client_record: Client) -> None:
    set_policy("warn")
    assert use(owner, milky, client_record).status_code == 302
    plan = MealPlan.objects.get()
    page = signed_in(owner).get(f"/meal-plans/{plan.pk}/")
    assert len(page.context["judged"].marked) == 1


def test_days_that_are_cut_off_do_not_count(owner: User, milky: DietTemplate, client_record: Client) -> None:
    assert use(owner, milky, client_record, days="1").status_code == 302


# Templates themselves


def test_a_template_is_marked_against_what_it_suits_and_never_refused(owner: User, kheer: Food) -> None:
    set_policy("block", "block")
    template = template_of(owner, kheer)
    data = {"name": "Pattern", "category": "custom", "difficulty": "easy", "restrictions": ["vegan"]}
    answer = signed_in(owner).post(
        f"/diet-templates/{template.pk}/edit/", {**data, "version": "1", "menu": json.dumps(template.menu)}
    )
    assert answer.status_code == 302
    page = signed_in(owner).get(f"/diet-templates/{template.pk}/")
    assert [line.label for line in page.context["judged"].marked] == ["Vegan"]


# What the editor gets


def test_the_page_carries_what_its_guard_needs(owner: User, plan: MealPlan, kheer: Food) -> None:
    form = signed_in(owner).get(f"/meal-plans/{plan.pk}/edit/").context["form"]
    assert form.guard["diet"] == {"allergies": ("milk",), "restrictions": ()}
    assert form.guard["client"] == "Asha Rao"
    assert form.guard["policy"] == {"allergy": "block", "restriction": "warn"}
    new = signed_in(owner).get(f"/meal-plans/create/?key={uuid4()}")
    assert new.context["form"].guard["diet"] is None
    assert 'data-allergies="milk" data-restrictions=""' in new.content.decode()


def test_a_start_in_the_past_is_guarded_as_well(owner: User, plan: MealPlan, kheer: Food) -> None:
    MealPlan.objects.update(start_date=date(2020, 1, 6))
    assert by_edit(owner, plan, lunch_of(kheer), {}).status_code == 422
