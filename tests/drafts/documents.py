"""Hypothesis strategies for form data: plain fields, and a document of nodes inside nodes."""

from typing import Any

from hypothesis import strategies as st

IDS = "abcdef"
texts = st.sampled_from(["", "Dal", "पोहा", "1/"])
leaves = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.just(1.5), texts)
figures = st.none() | st.dictionaries(st.sampled_from(["kcal", "protein_g"]), leaves)


@st.composite
def nodes(draw: st.DrawFn, depth: int) -> list[dict[str, Any]]:
    """A keyed list in the order of its positions, `depth` levels deep."""
    members: list[dict[str, Any]] = []
    for node_id in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=3)):
        node: dict[str, Any] = {"id": node_id, "position": draw(st.sampled_from("gnt")), "name": draw(leaves)}
        if depth:
            node["inside"] = draw(nodes(depth - 1))
        elif draw(st.booleans()):
            node["nutrients"] = draw(figures)
        members.append(node)
    return sorted(members, key=lambda node: (node["position"], node["id"]))


forms = st.fixed_dictionaries(
    {"name": leaves, "tags": st.lists(st.sampled_from(["vegan", "jain"]), unique=True)},
    optional={"note": leaves, "menu": st.fixed_dictionaries({"schema": st.just(1), "days": nodes(2)})},
)
