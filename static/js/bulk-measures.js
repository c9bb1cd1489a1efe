/** What a pasted table calls the measures of a food. Pure. */

import { fold, foldedName } from "./bulk-text.js";

const GRAMS = new Set(["g", "gm", "gms", "gram", "grams", "gr"]);
const SAME = {
  pc: "piece",
  pcs: "piece",
  no: "piece",
  nos: "piece",
  number: "piece",
  tablespoon: "tbsp",
  tbs: "tbsp",
  teaspoon: "tsp",
  millilitre: "ml",
  milliliter: "ml",
};

const NOT_COUNTED = new Set([
  "g",
  "ml",
  "oz",
  "fl oz",
  "katori",
  "bowl",
  "glass",
  "cup",
  "plate",
  "tbsp",
  "tsp",
  "serving",
]);
const MOST_PIECES = 12; // a larger number without a measure is more likely grams, and nobody guesses that

/**
 * The food's own measure of that name, in singular or plural; grams; for pieces what the food is counted in ("roti,
 * medium"), as long as that is one thing; else what was written.
 */
export function measureCalled(text, food, quantity) {
  const word = fold(text).trim().replace(/\.$/, "");
  if (GRAMS.has(word)) return "g";
  const single = word.replace(/s$/, "");
  const forms = [word, single, SAME[word], SAME[single]].filter(Boolean);
  const own = food?.measures.find(({ label }) => forms.includes(fold(label)))?.label;
  const isCount = forms.includes("piece") || (!word && quantity !== null && quantity <= MOST_PIECES);
  return own ?? (food && isCount ? pieceOf(food) : null) ?? text;
}

/** The one measure a food is counted in; of several sizes the medium one. */
function pieceOf({ measures }) {
  const counted = measures.map(({ label }) => label).filter((label) => !NOT_COUNTED.has(foldedName(label)));
  const medium = counted.filter((label) => foldedName(label).split(" ").includes("medium"));
  return counted.length === 1 ? counted[0] : medium.length === 1 ? medium[0] : null;
}
