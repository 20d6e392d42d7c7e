import { CapstanError } from './errors.ts';

/** `invalid-option`: the field, what it must be, and what it is. */
export function refused(field: string, rule: string, value: unknown): CapstanError {
  return new CapstanError('invalid-option', `${field} must ${rule}, not ${shown(value)}`);
}

export function checkedText(field: string, value: string): string {
  return checked(typeof value === 'string', field, 'be a text', value);
}

export function checkedNumber(field: string, value: number, least: number, most: number): number {
  const fits = typeof value === 'number' && value >= least && value <= most;
  return checked(fits, field, `be a number from ${least} to ${most}`, value);
}

export function checkedChoice<Choice>(field: string, value: Choice, choices: readonly Choice[]): Choice {
  return checked(choices.includes(value), field, `be one of ${choices.join(', ')}`, value);
}

function checked<Value>(fits: boolean, field: string, rule: string, value: Value): Value {
  if (!fits) throw refused(field, rule, value);
  return value;
}

/** A text in quotes, so that '1' is not taken for 1. Not every object has a text of its own. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return Object(value) === value ? 'an object' : String(value);
}
