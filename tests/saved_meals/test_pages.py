"""The list of saved meals, and the page of one."""

from typing import Any

from django.test import Client as Browser

from apps.accounts.models import User
from apps.saved_meals.models import SavedMeal
from tests.conftest import signed_in
from tests.saved_meals.build import saved


def shown(user: User, query: str = "") -> str:
    """The list."""
    return signed_in(user).get(f"/saved-meals/{query}").content.decode()


def save(browser: Browser, meal: SavedMeal, **fields: Any) -> Any:
    """Sends the form of one, as the page shows it but for `fields`."""
    form = {"name": meal.name, "slot": meal.slot, "version": meal.version, **fields}
    return browser.post(meal.get_absolute_url(), form)


def test_the_list_has_ones_own_and_what_is_shared(owner: User, colleague: User) -> None:
    saved(owner, "Mine", "Poha", "Tea")
    saved(colleague, "Theirs", shared=True)
    saved(colleague, "Hidden")
    page = shown(owner)
    assert "Mine" in page
    assert "Poha, Tea" in page
    assert "Theirs" in page
    assert "Hidden" not in page


def test_an_admin_reads_all(admin_user: User, owner: User) -> None:
    saved(owner, "Private one")
    assert "Private one" in shown(admin_user)


def test_an_empty_list_says_how_it_is_filled(owner: User) -> None:
    assert "No saved meals yet" in shown(owner)
    assert "No saved meal matches" in shown(owner, "?q=x")


def test_search_meal_and_owner_narrow_the_list(owner: User, colleague: User) -> None:
    saved(owner, "First", "Poha")
    saved(owner, "Second", "Idli", slot="dinner", shared=True)
    saved(colleague, "Third", "Poha", shared=True)

    def listed(query: str) -> set[str]:
        return {name for name in ("First", "Second", "Third") if name in shown(owner, query)}

    assert listed("?q=poha") == {"First", "Third"}
    assert listed("?slot=dinner") == {"Second"}
    assert listed("?whose=mine") == {"First", "Second"}
    assert listed("?whose=shared") == {"Second", "Third"}
    assert listed("?whose=nonsense&slot=%00") == {"First", "Second", "Third"}


def test_the_list_has_pages(owner: User) -> None:
    for number in range(26):
        saved(owner, f"Meal {number:02}")
    assert "Meal 25" not in shown(owner)
    assert "Meal 25" in shown(owner, "?page=2")


def test_the_owner_renames_moves_and_shares_it(browser_of_owner: Browser, owner: User) -> None:
    meal = saved(owner, "Old name", "Poha")
    answer = save(browser_of_owner, meal, name=" New   name ", slot="dinner", is_shared="on")
    assert answer.status_code == 302
    meal.refresh_from_db()
    assert (meal.name, meal.slot, meal.is_shared) == ("New name", "dinner", True)
    assert meal.meal["slot"] == "dinner"
    assert "New name" in shown(owner, "?q=new")
    assert "New name" in shown(owner, "?q=poha")


def test_a_name_is_needed(browser_of_owner: Browser, owner: User) -> None:
    assert save(browser_of_owner, saved(owner, "A"), name=" ").status_code == 422


def test_a_change_of_meanwhile_is_told_and_not_overwritten(browser_of_owner: Browser, owner: User) -> None:
    meal = saved(owner, "As shown")
    assert SavedMeal.objects.get().change(name="Meanwhile")
    answer = save(browser_of_owner, meal, name="Mine")
    assert answer.status_code == 422
    assert "Meanwhile it was changed to “Meanwhile”" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
    assert SavedMeal.objects.get().name == "Meanwhile"
    again = {"name": "Mine", "slot": meal.slot, "version": answer.context["form"].data["version"]}
    assert browser_of_owner.post(meal.get_absolute_url(), again).status_code == 302
    assert SavedMeal.objects.get().name == "Mine"


def test_what_others_share_is_read_but_not_changed(colleague: User, owner: User) -> None:
    meal = saved(owner, "Shared", shared=True)
    browser = signed_in(colleague)
    page = browser.get(meal.get_absolute_url()).content.decode()
    assert "Kept by Owner" in page
    assert 'name="is_shared"' not in page
    assert save(browser, meal, name="Theirs now").status_code == 404
    assert browser.post(f"{meal.get_absolute_url()}remove/").status_code == 404


def test_what_is_deleted_is_hidden_and_comes_back(browser_of_owner: Browser, owner: User) -> None:
    meal = saved(owner, "Gone", shared=True)
    answer = browser_of_owner.post(f"{meal.get_absolute_url()}remove/", follow=True)
    assert "Gone is deleted." in answer.content.decode()
    assert "Gone" not in shown(owner)
    assert "Gone" in shown(owner, "?whose=deleted")
    assert browser_of_owner.get(meal.get_absolute_url()).status_code == 404
    browser_of_owner.post(f"{meal.get_absolute_url()}restore/")
    assert "Gone" in shown(owner)


def test_others_do_not_see_what_was_deleted(colleague: User, owner: User) -> None:
    meal = saved(owner, "Gone", shared=True)
    meal.remove()
    assert "Gone" not in shown(colleague, f"?removed={meal.pk}&whose=deleted")
    assert "Gone" not in shown(colleague, "?removed=x")
