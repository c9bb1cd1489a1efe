"""Reads USDA's FoodData Central as it is published: an archive of csv files, or the folder it unpacks to.

Foundation Foods, SR Legacy and FNDDS are taken; branded foods and the samples behind Foundation Foods are
not. All files are read line by line; kept are the foods that are taken with the figures we know (some 14,000
foods at most), so that nothing is written before everything was read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.foods.importing.fdc_nutrients import Meaning, meaning
from apps.foods.importing.fdc_portions import millilitres, portion_label
from apps.foods.importing.reading import Folder, Line, Table
from apps.foods.importing.report import BadLine, ImportProblem, Report
from apps.foods.importing.rows import FoodRow, MeasureRow, food_row, measure_row, number_in
from apps.foods.nutrients import BY_KEY

Progress = Callable[[int], object]
# data_type -> what the food's id begins with, its source, and the file and column of its lasting number: an
# fdc_id is new with each release. SR Legacy continues SR28, so that its foods have the ids of those.
TYPES = {
    "foundation_food": ("foundation", "foundation", "foundation_food.csv", "NDB_number"),
    "sr_legacy_food": ("sr28", "sr_legacy", "sr_legacy_food.csv", "NDB_number"),
    "survey_fndds_food": ("fndds", "fndds", "survey_fndds_food.csv", "food_code"),
}
_STATES = {"raw": "raw", "cooked": "cooked", "dry": "dry", "uncooked": "dry"}
_WWEIA = ("wweia_food_category", "wweia_food_category_code")


@dataclass(slots=True)
class FdcFood:
    """One food of the archive with what the files say about it so far; `figures` by key with preference."""

    line: int
    cells: Mapping[str, str]
    number: str
    figures: dict[str, tuple[int, float]] = field(default_factory=dict)
    measures: list[MeasureRow] = field(default_factory=list)

    @property
    def type(self) -> str:
        return self.cells["data_type"]

    @property
    def source_id(self) -> str:
        prefix = TYPES[self.type][0]
        return f"{prefix}:{self.number}" if self.number else f"fdc:{self.cells['fdc_id']}"

    def rows(self, group: str) -> tuple[FoodRow, list[MeasureRow]]:
        """The food and its measures; BadLine when it cannot be used."""
        fdc_id = self.cells["fdc_id"]
        words = [part.strip() for part in self.cells["description"].lower().split(",")]
        state = next((_STATES[word] for word in words if word in _STATES), "")
        cells = {
            "id": self.source_id,
            "source": TYPES[self.type][1],
            "name": self.cells["description"],
            "group": group,
            "form": "" if self.type == "survey_fndds_food" else state,
            "citation": f"USDA FoodData Central, FDC ID {fdc_id} ({self.cells.get('publication_date', '')}).",
            **{key: repr(value) for key, (_preference, value) in self.figures.items()},
        }
        return food_row(self.line, cells), self.measures


class Archive:
    """The tables of one release; raises ImportProblem when one that is needed is missing or unreadable."""

    def __init__(self, folder: Folder, report: Report, progress: Progress) -> None:
        self.folder, self.report, self.progress = folder, report, progress
        self.foods: dict[str, FdcFood] = {}

    def read(self) -> Iterator[tuple[FoodRow, list[MeasureRow]]]:
        """All foods that are taken, each once, in the order of food.csv."""
        meanings, units, groups = self._meanings(), self._names("measure_unit.csv"), self._groups()
        self._read_foods(self._numbers())
        self._each("food_nutrient.csv", ("fdc_id", "nutrient_id", "amount"), self._figure(meanings))
        self._each("food_portion.csv", ("fdc_id", "gram_weight"), self._portion(units))
        for food in self._once():
            try:
                yield food.rows(groups.get(food.cells.get("food_category_id", ""), ""))
            except BadLine as problem:
                self.report.skip(self.report.foods, "food.csv", food.line, problem)

    def _read_foods(self, numbers: Mapping[str, str]) -> None:
        def take(line: Line) -> None:
            if line.cells["data_type"] not in TYPES:
                return
            fdc_id = line.cells["fdc_id"]
            if fdc_id in self.foods:
                raise BadLine(_("fdc_id %(id)s stands in the file already.") % {"id": fdc_id[:40]})
            self.foods[fdc_id] = FdcFood(line.number, line.cells, numbers.get(fdc_id, ""))

        self._each("food.csv", ("fdc_id", "data_type", "description"), take)

    def _figure(self, meanings: Mapping[str, Meaning]) -> Callable[[Line], None]:
        def take(line: Line) -> None:
            food, meant = self.foods.get(line.cells["fdc_id"]), meanings.get(line.cells["nutrient_id"])
            if food is None or meant is None:
                return
            most = BY_KEY[meant.key].most
            amount = number_in(line.cells, "amount", most=most / meant.factor)
            known = food.figures.get(meant.key)
            if amount is not None and (known is None or meant.preference < known[0]):
                food.figures[meant.key] = (meant.preference, round(amount * meant.factor, 6))

        return take

    def _portion(self, units: Mapping[str, str]) -> Callable[[Line], None]:
        def take(line: Line) -> None:
            food = self.foods.get(line.cells["fdc_id"])
            if food is None:
                return
            label = portion_label(line.cells, units.get(line.cells.get("measure_unit_id", ""), ""))
            if not label:
                return
            ml = millilitres(label)
            cells = {
                "food_id": food.source_id,
                "seq": str(len(food.measures) + 1),
                "measure": label,
                "grams": line.cells["gram_weight"],
                "ml": "" if ml is None else repr(ml),
            }
            food.measures.append(measure_row(line.number, cells))

        return take

    def _once(self) -> list[FdcFood]:
        """Each food once: of two releases the newer one; of a Foundation Food and the SR Legacy food that it
        continues the former, if its energy is known, which it is not for every seventh."""
        best: dict[str, FdcFood] = {}
        for food in self.foods.values():
            other = best.setdefault(food.source_id, food)
            if food.cells.get("publication_date", "") > other.cells.get("publication_date", ""):
                best[food.source_id] = food
        by_number = {food.number: food for food in best.values() if food.type == "sr_legacy_food"}
        for food in [one for one in best.values() if one.type == "foundation_food" and one.number]:
            older = by_number.get(food.number)
            if older is not None:
                best.pop((older if "kcal" in food.figures else food).source_id)
        self._note_left_out(len(self.foods) - len(best))
        return sorted(best.values(), key=lambda food: food.line)

    def _note_left_out(self, count: int) -> None:
        if count:
            text = ngettext(
                "food.csv: %(count)d food is there twice and was taken once.",
                "food.csv: %(count)d foods are there twice and were taken once.",
                count,
            )
            self.report.notes.append(text % {"count": count})

    def _meanings(self) -> dict[str, Meaning]:
        """By `nutrient_id`, which is the id of a nutrient or, in FNDDS, its number."""
        by_id: dict[str, Meaning] = {}
        by_number: dict[str, Meaning] = {}
        for line in self._table("nutrient.csv", ("id", "unit_name", "nutrient_nbr")):
            number, unit = line.cells.get("nutrient_nbr", ""), line.cells.get("unit_name", "")
            try:
                meant = meaning(number, unit)
            except ValueError:
                problem = BadLine(_("the unit “%(unit)s” cannot be converted.") % {"unit": unit[:40]})
                self.report.skip(None, "nutrient.csv", line.number, problem)
                continue
            if meant is not None:
                by_id[line.cells["id"]] = by_number[number.removesuffix(".0")] = meant
        if not by_id:
            raise ImportProblem(_("nutrient.csv names none of the nutrients that we know."))
        return by_number | by_id

    def _numbers(self) -> dict[str, str]:
        numbers: dict[str, str] = {}
        for _prefix, _source, file, column in TYPES.values():
            if self.folder.joinpath(file).is_file():
                for line in self._table(file, ("fdc_id", column)):
                    number = line.cells.get(column, "").removesuffix(".0")
                    numbers[line.cells.get("fdc_id", "")] = number.zfill(5) if number.isdecimal() else ""
        return numbers

    def _groups(self) -> dict[str, str]:
        """Categories by id; those of FNDDS stand in a file of their own."""
        groups = self._names("food_category.csv", "description")
        path = self.folder.joinpath("wweia_food_category.csv")
        if path.is_file():
            table = Table(path, required=("wweia_food_category_description",))
            key = next((column for column in _WWEIA if column in table.columns), "")
            for line in table if key else ():
                if not line.reason:
                    groups[line.cells[key]] = line.cells["wweia_food_category_description"][:120]
        return groups

    def _names(self, file: str, column: str = "name") -> dict[str, str]:
        lines = self._table(file, ("id", column))
        return {line.cells["id"]: line.cells[column] for line in lines if not line.reason}

    def _each(self, file: str, required: tuple[str, ...], take: Callable[[Line], None]) -> None:
        """`take` every line; one that cannot be used is reported and the others go on."""
        counts = {"food.csv": self.report.foods, "food_portion.csv": self.report.measures}.get(file)
        for line in self._table(file, required):
            try:
                if line.reason:
                    raise BadLine(line.reason)
                take(line)
            except BadLine as problem:
                self.report.skip(counts, file, line.number, problem)

    def _table(self, file: str, required: tuple[str, ...]) -> Iterator[Line]:
        for line in Table(self.folder.joinpath(file), required=required):
            yield line
            self.progress(1)
