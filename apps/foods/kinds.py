"""What apps.drafts has to know about the forms of foods."""

from apps.drafts.kinds import Kind
from apps.foods.gates import find_correction, find_own_food, find_recipe, may_write_foods
from apps.foods.recipe_form import RecipeForm
from apps.foods.sheet_forms import CorrectionForm, OwnFoodForm

OWN_FOOD = Kind("own-food", OwnFoodForm, find_own_food, may_write_foods, blank=lambda key: {})
RECIPE = Kind("recipe", RecipeForm, find_recipe, may_write_foods, blank=lambda key: {})
CORRECTION = Kind("food-correction", CorrectionForm, find_correction, may_write_foods, blank=lambda key: {})
KINDS = (OWN_FOOD, RECIPE, CORRECTION)
