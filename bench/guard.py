"""The guard over a plan of 30 days x 8 meals x 4 items: at the server, and in a browser slowed down 4 times.

    python -m bench.guard

At the server: `judge` as Save and the plan's page ask it, its query and all sentences included, and the pure
check alone. In the browser: the check of the whole menu, and all that a change of what is looked for sets off
(every line shown anew, the summary, the layout).
"""

from functools import partial

from bench._browser import chromium, devtools, is_available, served
from bench._figures import percentile_95, verdict
from bench._measuring import empty_database, side_by_side
from bench._practice import dietitian, saved_template, signed_in

# isort: split
from playwright.sync_api import Page

from apps.diet_templates.models import DietTemplate
from apps.foods.tags import facts_for
from apps.menus.guard import Diet, check
from apps.menus.judging import ONLY_MARK, judge
from apps.menus.reading import food_ids

DAYS = 30
SLOWER = 4
ROUNDS = 20
BAR_MS = 100
DIET = Diet(("milk", "gluten", "peanut"), ("vegan", "jain"))
MODULE = "performance.getEntriesByType('resource').find(({ name }) => name.includes('/js/menu-guard.')).name"
IN_BROWSER = """async ({ url, rounds }) => {
  const { check } = await import(url);
  const editor = document.querySelector("menu-editor");
  const taken = { check: [], redraw: [] };
  for (let round = 0; round < rounds + 2; round += 1) {
    let started = performance.now();
    check(editor.menu, editor.foods.byId, editor.guard.diet);
    taken.check.push(performance.now() - started);
    started = performance.now();
    editor.redraw();
    document.body.offsetHeight;
    taken.redraw.push(performance.now() - started);
  }
  return { check: taken.check.slice(2), redraw: taken.redraw.slice(2) };
}"""


def main() -> None:
    """Prints all four figures against the bar."""
    with empty_database():
        user = dietitian()
        template = saved_template(user, days=DAYS)
        DietTemplate.objects.update(restrictions=list(DIET.restrictions))
        at_server(template.menu)
        if not is_available():
            print("no Chromium: the browser's part is not measured")
            return
        with served() as address, chromium(address, signed_in(user)) as context:
            page = context.new_page()
            page.goto(f"{address}{template.get_absolute_url()}edit/")
            in_browser(page)


def at_server(menu: dict[str, object]) -> None:
    """`judge`, and the check without the database."""
    facts = facts_for(food_ids(menu))
    found = check(menu, facts, DIET)
    print(f"{sum(one.is_hit for one in found)} hits, {sum(not one.is_hit for one in found)} unchecked")
    whole, pure = side_by_side(
        partial(judge, menu, DIET, rules=ONLY_MARK), partial(check, menu, facts, DIET), rounds=ROUNDS
    )
    show("server: judge", whole)
    show("server: check alone", pure)


def in_browser(page: Page) -> None:
    """The same check, and showing what it found."""
    page.locator(".menu-item[data-guard]").first.wait_for()
    url = page.evaluate(MODULE)
    devtools(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    taken = page.evaluate(IN_BROWSER, {"url": url, "rounds": ROUNDS})
    show(f"browser, {SLOWER}x slower: check", taken["check"])
    show(f"browser, {SLOWER}x slower: all shown anew", taken["redraw"])


def show(what: str, times: list[float]) -> None:
    """One line of the table."""
    worst = percentile_95(times)
    print(f"{what:<40} p95 {worst:6.1f} ms {verdict(worst, BAR_MS)} the bar of {BAR_MS} ms")


if __name__ == "__main__":
    main()
