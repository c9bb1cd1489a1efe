"""Foods and tables for the tests of the food table."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from apps.foods.models import Food, Measure
from apps.foods.word_index import index_foods

FOODS_HEADER = "id,source,name,alt_names,local_names,group,form,refuse_pct,kcal,protein_g,sodium_mg,vit_a_ug"
MEASURES_HEADER = "food_id,seq,measure,grams,ml"
DAL = 'lab:1,lab,Dal,"lentils, boiled","pappu;paruppu",Pulses,cooked,,145,8.6,309,'
ROTI = 'lab:2,lab,"Bread, roti",,chapati,Breads,,,299,7.85,298,0'
KATORI = "lab:1,1,1 katori,150,150"
PIECE = "lab:2,1,1 medium roti,40,"


def a_food(name: str, measures: Sequence[tuple[str, float, float | None]] = (), **fields: Any) -> Food:
    """A saved food that search finds; `measures` are (label, grams, ml)."""
    food = Food.objects.create(name=name, **fields)
    Measure.objects.bulk_create(
        Measure(food=food, seq=seq, label=label, grams=grams, ml=ml)
        for seq, (label, grams, ml) in enumerate(measures, start=1)
    )
    index_foods([food])
    return food


def tables(
    folder: Path,
    foods: Sequence[str] = (DAL, ROTI),
    measures: Sequence[str] = (KATORI, PIECE),
    *,
    foods_header: str = FOODS_HEADER,
    measures_header: str = MEASURES_HEADER,
    others: Mapping[str, str] | None = None,
) -> Path:
    """A folder of tables to import, from the lines of its files."""
    folder.joinpath("foods.csv").write_text("\n".join([foods_header, *foods, ""]), encoding="utf-8")
    folder.joinpath("measures.csv").write_text("\n".join([measures_header, *measures, ""]), encoding="utf-8")
    for name, text in (others or {}).items():
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return folder
