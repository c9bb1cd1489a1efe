/** Words of a text, compared as the food table does (apps/foods/words.py): without case, accents and punctuation. */

const WORD = /[\p{L}\p{N}\p{M}'’ʼ`´]+/gu;
const APOSTROPHES = /['’ʼ`´]/g;
const LATIN_ACCENTS = /[\u0300-\u036f]/g; // the vowel signs of Indian scripts are letters and stay

/** Lower case without Latin accents. */
export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(LATIN_ACCENTS, "").replace(APOSTROPHES, "");
}

/** The words of `text` in order, `{word, start, end}`: folded, and where they stand. */
export function wordsIn(text) {
  const found = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    word: fold(word),
    start: index,
    end: index + word.length,
  }));
  return found.filter(({ word }) => word);
}

/** The folded words as one text, to compare whole names. */
export function foldedName(text) {
  return wordsIn(text)
    .map(({ word }) => word)
    .join(" ");
}

/** Where `wanted` (folded words) stand one after the other in `text`: `[{start, end}]`, none overlapping. */
export function placesOf(wanted, text) {
  const words = wordsIn(text);
  const places = [];
  for (let at = 0; wanted.length && at + wanted.length <= words.length; at += 1) {
    if (!wanted.every((word, index) => words[at + index].word === word)) continue;
    places.push({ start: words[at].start, end: words[at + wanted.length - 1].end });
    at += wanted.length - 1;
  }
  return places;
}

/** `text` with each of `places` replaced by `by`. */
export function replacedAt(text, places, by) {
  return places.reduceRight((result, { start, end }) => result.slice(0, start) + by + result.slice(end), text);
}
