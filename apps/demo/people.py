"""The people of the demo practice. All are fictitious; addresses and numbers belong to nobody."""

from dataclasses import dataclass, field

from apps.accounts.models import Role
from apps.foods.diet import Allergen, Restriction

PASSWORD = "dtps-demo"  # noqa: S105 - seed_demo refuses to set it outside a demo
ADMIN = "admin@example.com"
DIETITIAN = "dietitian@example.com"
COLLEAGUE = "colleague@example.com"
COUNSELLOR = "counsellor@example.com"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who signs in."""

    email: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is advised; `age` in years, targets a day, `team` by e-mail address."""

    name: str
    sex: str
    age: int
    kcal: int
    protein_g: int
    carb_g: int
    fat_g: int
    restrictions: tuple[Restriction, ...] = ()
    allergies: tuple[Allergen, ...] = ()
    allergy_notes: str = ""
    restriction_notes: str = ""
    team: tuple[str, ...] = field(default=(DIETITIAN, COUNSELLOR))


STAFF = (
    Staff(ADMIN, "Asha Admin", Role.ADMIN),
    Staff(DIETITIAN, "Divya Dietitian", Role.DIETITIAN),
    Staff(COLLEAGUE, "Kiran Colleague", Role.DIETITIAN),
    Staff(COUNSELLOR, "Charu Counsellor", Role.COUNSELLOR),
)

CLIENTS = (
    Person(
        "Meera Demo", "female", 54, 1400, 60, 200, 48,
        restrictions=(Restriction.VEGETARIAN, Restriction.LOW_GI),
        restriction_notes="Type 2 diabetes for eight years. Eats dinner before eight.",
        team=(DIETITIAN, COLLEAGUE, COUNSELLOR),
    ),
    Person(
        "Rohan Demo", "male", 34, 1800, 95, 220, 62,
        restrictions=(Restriction.NO_BEEF,),
        allergies=(Allergen.CRUSTACEAN,),
        allergy_notes="Hives after prawns in 2019; carries antihistamine.",
    ),
    Person(
        "Lakshmi Demo", "female", 41, 1700, 62, 245, 58,
        restrictions=(Restriction.VEGETARIAN,),
        restriction_notes="South Indian kitchen, coffee twice a day.",
    ),
    Person(
        "Imran Demo", "male", 61, 2000, 40, 310, 75,
        restrictions=(Restriction.HALAL, Restriction.LOW_POTASSIUM, Restriction.LOW_SODIUM),
        restriction_notes="Kidney disease stage 4, not on dialysis.",
        team=(DIETITIAN, COLLEAGUE),
    ),
    Person(
        "Ananya Demo", "female", 26, 1700, 85, 195, 66,
        allergies=(Allergen.PEANUT,),
        restriction_notes="PCOS. Works night shifts twice a week.",
    ),
    Person(
        "Vikram Demo", "male", 23, 3000, 140, 395, 110,
        restrictions=(Restriction.VEGETARIAN,),
        restriction_notes="Strength training four evenings a week.",
    ),
    Person(
        "Sunita Demo", "female", 31, 2400, 90, 320, 90,
        restrictions=(Restriction.EGGITARIAN,),
        restriction_notes="Second trimester; nausea in the early morning.",
        team=(DIETITIAN, COLLEAGUE, COUNSELLOR),
    ),
    Person(
        "Hemant Demo", "male", 48, 2000, 70, 290, 66,
        restrictions=(Restriction.JAIN,),
        restriction_notes="Last meal before sunset.",
    ),
    Person(
        "Grace Demo", "female", 58, 1900, 90, 285, 50,
        restrictions=(Restriction.LOW_SODIUM,),
        allergies=(Allergen.SESAME,),
        restriction_notes="Blood pressure 150/95 at the last visit.",
    ),
    Person(
        "Arjun Demo", "male", 19, 3000, 118, 370, 125,
        restriction_notes="Recovering after dengue; small meals.",
        team=(COLLEAGUE, COUNSELLOR),
    ),
    Person(
        "Nisha Demo", "female", 29, 1900, 80, 275, 63,
        restrictions=(Restriction.VEGAN,),
        allergies=(Allergen.TREE_NUT,),
        allergy_notes="Cashew and pistachio only, by her own account.",
        team=(COLLEAGUE,),
    ),
    Person(
        "Farah Demo", "female", 37, 1500, 100, 33, 110,
        restrictions=(Restriction.KETO, Restriction.HALAL),
        restriction_notes="Asked for a ketogenic month; blood tests before and after.",
        team=(COLLEAGUE,),
    ),
)  # fmt: skip
