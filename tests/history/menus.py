"""Hypothesis strategies for menus that share their ids, as two versions of one record do."""

from typing import Any

from hypothesis import strategies as st

from apps.menus.positions import spread
from tests.menus.build import item

Node = dict[str, Any]
IDS = "abc"
PLACES = dict(zip(IDS, spread(len(IDS)), strict=True))


@st.composite
def nodes(draw: st.DrawFn, make: Any, most: int = 2) -> list[Node]:
    """Up to `most` of the three nodes that there can be, in order."""
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=most))
    made = [{"id": one, "position": PLACES[one], **draw(make)} for one in ids]
    return sorted(made, key=lambda node: (node["position"], node["id"]))


names = st.sampled_from(["Dal", "Roti", "Rice"])
items = st.builds(lambda name, grams: item(name, grams=grams), names, st.sampled_from([None, 50, 100]))
options = st.builds(lambda lines: {"items": lines}, nodes(items))
meals = st.builds(
    lambda slot, held: {"slot": slot, "name": "", "time": "", "note": "", "options": held},
    st.sampled_from(["lunch", "dinner"]),
    nodes(options, most=1),
)
days = st.builds(
    lambda label, held: {"label": label, "note": "", "meals": held},
    st.sampled_from(["", "Monday"]),
    nodes(meals),
)
menus = st.builds(lambda held: {"schema": 1, "days": held}, nodes(days, most=3))
data = st.builds(lambda name, menu: {"name": name, "menu": menu}, names, menus)
