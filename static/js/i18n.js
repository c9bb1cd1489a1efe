/**
 * Translation for our modules, from the catalogue that the `jsi18n` address serves for the person's language.
 *
 * Pages load that catalogue before any module. Where it is missing (script tests, a catalogue that could not
 * be fetched) the English text of the source stands in, so nothing ever fails for want of a translation.
 */

const catalogue = globalThis.django ?? {};

/** The text in the person's language. */
export const gettext = catalogue.gettext ?? ((text) => text);

/** The singular or plural text for `count`, in the person's language. */
export const ngettext =
  catalogue.ngettext ?? ((singular, plural, count) => (count === 1 ? singular : plural));

/** `text` with each `%(name)s` replaced by `values.name`; a name without a value stays as it is. */
export function interpolate(text, values) {
  return text.replace(/%\((\w+)\)s/g, (placeholder, name) => String(values[name] ?? placeholder));
}
