"""The bulk tools on a plan of 30 days x 8 meals x 4 lines, the processor of the browser slowed down 4 times.

    python -m bench.bulk_tools

Each step alone, as the page calculates it; then each preview, from the key to the next paint of the dialog.
All 960 lines are found, and every day is rescaled. Each is done ROUNDS times; the median is held to the bar.
"""

import statistics

from bench._browser import chromium, devtools, is_available, served
from bench._figures import verdict
from bench._measuring import empty_database
from bench._practice import dietitian, saved_template, signed_in

# isort: split
from playwright.sync_api import Page

DAYS = 30
SLOWER = 4
ROUNDS = 15
BAR_MS = 100
# The menu of the page, with a word that all names have, and with pieces, half katoris and grams in turns.
PREPARE = """async () => {
  const names = ["find", "replace", "rescale", "rows", "place", "plan", "walk"];
  const load = async (name) => [name, await import(`/static/js/bulk-${name}.js`)];
  const { MenuSums } = await import("/static/js/menu-sums.js");
  const tools = Object.fromEntries(await Promise.all(names.map(load)));
  const editor = document.querySelector("menu-editor");
  const lines = tools.walk.linesOf(editor.menu);
  const amounts = [
    { quantity: 2, measure: "piece", grams: 80 }, { quantity: 1, measure: "katori", grams: 150 },
    { quantity: 100, measure: "g", grams: 100 },
  ];
  const other = (item, index) => ({ ...item, name: `Every ${item.name}`, ...amounts[index % 3] });
  const changed = lines.map(({ key, item }, index) => [key, other(item, index)]);
  const menu = tools.walk.withLines(editor.menu, new Map(changed));
  editor.commit(menu);
  const foods = editor.foods.byId;
  const food = { id: Object.keys(foods)[0], ...Object.values(foods)[0] };
  const scope = {
    days: new Set(menu.days.map(({ id }) => id)), alternatives: true,
    slots: new Set(lines.map(({ meal }) => tools.walk.slotKey(meal))),
  };
  const query = { kind: "text", text: "every", within: true };
  const hits = tools.find.find(menu, query, scope);
  const change = { kind: "food", food, amount: "grams" };
  const all = new Set(hits.map(({ key }) => key));
  const sums = new MenuSums(foods);
  const mean = menu.days.reduce((sum, day) => sum + sums.day(day).kcal.value, 0) / menu.days.length;
  const wanted = (factor) => ({
    target: factor * mean, days: scope.days, min: 0.5, max: 2, rules: new Map(), alternatives: true,
  });
  const cells = ({ dayIndex, meal, item }) => [dayIndex + 1, meal.slot, item.name, "1 1/2", "katori"];
  const table = lines.map((line) => cells(line).join("\\t")).join("\\n");
  const slots = [...editor.slots].map(([slot, label]) => ({ slot, label, time: "" }));
  const read = () => tools.rows.readTable(table, new tools.plan.Plan(menu, slots));
  const rescaled = (wish) => tools.rescale.rescale(menu, wish, foods);
  const wishes = { up: wanted(1.2), down: wanted(0.8), out: wanted(3) };
  window.found = hits.length;
  window.steps = {
    "totals of all days": () => {
      const afresh = new MenuSums(foods);
      menu.days.forEach((day) => afresh.day(day));
    },
    "find 960 hits": () => tools.find.find(menu, query, scope),
    "find, replace and totals": () => {
      const sums = new MenuSums(foods);
      const outcomes = tools.replace.planReplacing(tools.find.find(menu, query, scope), query, change, foods);
      tools.replace.dayDifferences(menu, tools.replace.applyReplacing(menu, outcomes, all), sums);
    },
    "rescale, a fifth more": () => rescaled(wishes.up),
    "rescale, a fifth less": () => rescaled(wishes.down),
    "rescale, out of reach": () => rescaled(wishes.out),
    "read 960 pasted rows": () => { if (read().rows.length !== lines.length) throw new Error("rows"); },
    "place 960 rows": (rows) => {
      const pasted = rows.map((row) => ({ row, item: tools.place.itemOf(row) }));
      const { limits } = editor;
      const how = { plan: new tools.plan.Plan(menu, slots), target: [], replace: true, limits };
      if (tools.place.placeRows(menu, pasted, how).places.size !== rows.length) throw new Error("places");
    },
  };
  window.rows = read().rows;
}"""
TIME = """([name, rounds]) => Array.from({ length: rounds }, () => {
  const started = performance.now();
  window.steps[name](window.rows);
  return performance.now() - started;
})"""
# From the event to the first message after the frame in which it is drawn.
DRAW = """async ([selector, values, event]) => {
  const field = document.querySelector(selector);
  const times = [];
  for (const value of values) {
    const started = performance.now();
    if (typeof value === "boolean") field.checked = value; else field.value = value;
    field.dispatchEvent(new Event(event, { bubbles: true }));
    await new Promise((painted) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = painted;
      channel.port2.postMessage(null);
    }));
    times.push(performance.now() - started);
    await new Promise((rest) => setTimeout(rest, 400));
  }
  return times;
}"""


def main() -> None:
    """Prints one line for each step and each preview."""
    if not is_available():
        print("no Chromium: the bulk tools are not measured")
        return
    with empty_database():
        user = dietitian()
        template = saved_template(user, days=DAYS)
        size = {"width": 1440, "height": 900}
        with served() as address, chromium(address, signed_in(user), viewport=size) as context:
            page = context.new_page()
            page.goto(f"{address}/diet-templates/{template.pk}/edit/")
            page.wait_for_timeout(1_000)
            page.evaluate(PREPARE)
            devtools(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            print(f"{page.evaluate('window.found')} lines found")
            for name in page.evaluate("Object.keys(window.steps)"):
                page.evaluate(TIME, [name, 3])  # compiled by then, as after the first preview
                report(name, page.evaluate(TIME, [name, ROUNDS]))
            previews(page)


def previews(page: Page) -> None:
    """From a setting that changes to the preview that is drawn for it."""
    kcal = [str(1_500 + 50 * number) for number in range(ROUNDS)]
    open_tool(page, "Rescale")
    report("preview: rescale", page.evaluate(DRAW, ["#bulk-rescale input", kcal, "input"]))
    page.keyboard.press("Escape")
    open_tool(page, "Find and replace")
    page.get_by_label("Find", exact=True).select_option("text")
    page.get_by_label("Which words").fill("every")
    page.get_by_role("checkbox", name="Also as words").check()
    page.locator("#bulk-replace").get_by_label("and", exact=True).select_option("delete")
    page.get_by_role("button", name="Change 960 lines").wait_for()
    page.wait_for_timeout(3_000)
    ticks = [bool(number % 2) for number in range(ROUNDS)]
    report("preview: one hit unticked", page.evaluate(DRAW, ["#bulk-replace tbody input", ticks, "change"]))
    page.keyboard.press("Escape")
    open_tool(page, "Change meal times")
    times = [f"{7 + number % 12:02}:30" for number in range(ROUNDS)]
    report("preview: times", page.evaluate(DRAW, ["#bulk-times input[type=time]", times, "input"]))


def open_tool(page: Page, name: str) -> None:
    """Opens it by its menu, and lets the page rest."""
    page.get_by_role("button", name="Tools", exact=True).click()
    page.get_by_role("button", name=name).click()
    page.locator("dialog.bulk[open]").wait_for()
    page.wait_for_timeout(1_000)


def report(what: str, times: list[float]) -> None:
    """One line."""
    median = statistics.median(times)
    judged = f"{verdict(median, BAR_MS)} the bar of {BAR_MS} ms"
    print(f"{what:<28} median {median:>5.0f} ms {judged}  slowest {max(times):>5.0f} ms")


if __name__ == "__main__":
    main()
