"""The templates, plans and saved meals of the demo practice; the menus are the text files in menus/."""

from dataclasses import dataclass

from apps.demo.people import COLLEAGUE, DIETITIAN
from apps.foods.diet import Restriction

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Template:
    """A template's header: ranges a day, and the menu file without its ending."""

    name: str
    description: str
    menu: str
    category: str
    kcal: Range
    protein_g: Range
    carb_g: Range
    fat_g: Range
    restrictions: tuple[Restriction, ...] = ()
    tags: tuple[str, ...] = ()
    difficulty: str = "easy"
    is_shared: bool = True
    owner: str = DIETITIAN


@dataclass(frozen=True, slots=True)
class Plan:
    """A client's plan made from a template; it starts `starts_in` days from the day of seeding.

    `checkpoint` names its first version.
    """

    client: str
    template: str
    starts_in: int
    owner: str = DIETITIAN
    checkpoint: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved meal; `meal` is a line as in the menu files."""

    name: str
    meal: str
    is_shared: bool = True
    owner: str = DIETITIAN


SAVED_MEALS = (
    Kept("South Indian breakfast", "breakfast: idli 3 idli, medium; sambar 1 katori; chutney-coconut 1 tbsp"),
    Kept(
        "Chilla breakfast",
        "breakfast: moong-chilla 2 chilla, medium; chutney-mint 1 tbsp; tea-milk 1 cup, tea"
        " | besan-chilla 2 chilla, medium; curd-toned 0.5 katori",
        is_shared=False,
    ),
    Kept(
        "Everyday thali",
        "lunch: phulka 2 phulka, medium; dal-tadka 1 katori; lauki-sabzi 1 katori; salad-kachumber 1 katori",
        owner=COLLEAGUE,
    ),
)


DIET_TEMPLATES = (
    Template(
        "Diabetes, vegetarian, 1,400 kcal",
        "Seven days for type 2 diabetes: rotis counted, pulses twice a day, fat measured by the teaspoon.",
        "diabetes_vegetarian_1400", "diabetes", (1350, 1500), (50, 70), (180, 225), (40, 55),
        restrictions=(Restriction.VEGETARIAN, Restriction.LOW_GI), tags=("indian", "high fibre"),
    ),
    Template(
        "Weight loss, 1,800 kcal",
        "Five days with eggs, chicken and fish for somebody active; protein at every meal.",
        "weight_loss_1800", "weight_loss", (1700, 1900), (80, 110), (200, 260), (55, 75),
        tags=("indian", "high protein"),
    ),
    Template(
        "Heart healthy, low salt, 1,900 kcal",
        "Fruit and vegetables at every meal, low-fat dairy, nuts, cooked without added salt.",
        "heart_healthy_1900", "heart_healthy", (1850, 2000), (75, 110), (260, 320), (40, 60),
        restrictions=(Restriction.LOW_SODIUM,), tags=("dash", "low salt"), difficulty="moderate",
    ),
    Template(
        "Kidney disease before dialysis, 2,000 kcal",
        "About 40 g protein with enough energy; vegetables boiled and the water left.",
        "renal_2000", "custom", (1900, 2200), (35, 48), (270, 340), (65, 90),
        restrictions=(Restriction.LOW_POTASSIUM, Restriction.LOW_SODIUM), tags=("renal",),
        difficulty="demanding",
    ),
    Template(
        "Vegan, 1,900 kcal",
        "Soya, tofu, pulses and seeds carry the protein; fortified drinks help with vitamin B12.",
        "vegan_1900", "vegan", (1850, 2000), (70, 95), (250, 300), (55, 75),
        restrictions=(Restriction.VEGAN, Restriction.DAIRY_FREE), tags=("plant protein",), owner=COLLEAGUE,
    ),
    Template(
        "Jain, 2,000 kcal",
        "No roots, no onion, no garlic; the last meal before sunset.",
        "jain_2000", "maintenance", (1900, 2050), (60, 85), (230, 330), (50, 85),
        restrictions=(Restriction.JAIN, Restriction.VEGETARIAN), tags=("indian",), is_shared=False,
    ),
)  # fmt: skip

MEAL_PLAN_TEMPLATES = (
    Template(
        "South Indian vegetarian, 1,700 kcal",
        "Rice measured in katoris, idli and dosa days, filter coffee kept.",
        "south_indian_1700", "weight_loss", (1600, 1800), (52, 72), (220, 280), (50, 65),
        restrictions=(Restriction.VEGETARIAN,), tags=("south indian",),
    ),
    Template(
        "PCOS, low glycaemic index, 1,700 kcal",
        "Protein first, seeds every day, millet rotis.",
        "pcos_1700", "custom", (1600, 1800), (75, 100), (180, 220), (60, 78),
        restrictions=(Restriction.LOW_GI,), tags=("pcos", "high protein"), difficulty="moderate",
    ),
    Template(
        "Muscle gain, vegetarian, 3,000 kcal",
        "Two training days and a rest day with about 140 g protein.",
        "muscle_gain_vegetarian_3000", "muscle_gain", (2850, 3150), (125, 155), (370, 420), (95, 125),
        restrictions=(Restriction.VEGETARIAN,), tags=("sport", "high protein"), difficulty="moderate",
    ),
    Template(
        "Pregnancy, second trimester, 2,400 kcal",
        "Iron, calcium and folate from food at every meal, small first breakfast.",
        "pregnancy_2400", "custom", (2200, 2550), (80, 105), (290, 340), (75, 105),
        restrictions=(Restriction.EGGITARIAN,), tags=("pregnancy",),
    ),
    Template(
        "Ketogenic, 1,500 kcal",
        "Under 40 g carbohydrate a day; salt and water are part of the plan.",
        "keto_1500", "keto", (1400, 1600), (90, 110), (15, 40), (100, 120),
        restrictions=(Restriction.KETO,), tags=("keto",), difficulty="demanding", owner=COLLEAGUE,
    ),
    Template(
        "Weight gain after illness, 3,000 kcal",
        "Small, dense meals, three of them before noon.",
        "weight_gain_3000", "weight_gain", (2900, 3200), (105, 130), (330, 410), (115, 140),
        tags=("recovery",), owner=COLLEAGUE,
    ),
)  # fmt: skip

PLANS = (
    Plan("Meera Demo", "Diabetes, vegetarian, 1,400 kcal", -3, checkpoint="As agreed with her daughter"),
    Plan("Rohan Demo", "Weight loss, 1,800 kcal", 1),
    Plan("Lakshmi Demo", "South Indian vegetarian, 1,700 kcal", -1),
    Plan("Imran Demo", "Kidney disease before dialysis, 2,000 kcal", 0),
    Plan("Ananya Demo", "PCOS, low glycaemic index, 1,700 kcal", 2),
    Plan("Vikram Demo", "Muscle gain, vegetarian, 3,000 kcal", 5),
    Plan("Sunita Demo", "Pregnancy, second trimester, 2,400 kcal", 0),
    Plan("Arjun Demo", "Weight gain after illness, 3,000 kcal", 3, owner=COLLEAGUE),
)
