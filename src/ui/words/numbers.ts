/** The language of the catalogue, as a BCP 47 tag. */
export const LANGUAGE = 'en';

const WHOLE = new Intl.NumberFormat(LANGUAGE);
const PLURALS = new Intl.PluralRules(LANGUAGE);

/** One text for each plural of the language. `#` stands for the number. */
export type Plurals = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** `1,323,000`. */
export function countText(count: number): string {
  return WHOLE.format(count);
}

/** `counted(2, { one: '# gap', other: '# gaps' })` is `2 gaps`. */
export function counted(count: number, plurals: Plurals): string {
  return (plurals[PLURALS.select(count)] ?? plurals.other).replace('#', countText(count));
}
