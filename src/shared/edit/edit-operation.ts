import { CapstanError } from '../base/errors.ts';

/** A span of a take, in frames of the original: from `from` up to, but without, `to`. */
export interface EditSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * One edit. `cut` leaves the span out, `keep` leaves out all else, `silence` puts zeros in its place. `gain` makes it
 * louder by `db` decibels, or softer. A fade rises from 0 to 1 over the span (`in`) or falls from 1 to 0 (`out`),
 * evenly in amplitude. Edits of one place add up.
 */
export type EditOperation =
  | (EditSpan & { readonly kind: 'cut' | 'silence' })
  /** `of`: the take's length then. What is recorded after that, when the take is continued, stays. */
  | (EditSpan & { readonly kind: 'keep'; readonly of: number })
  | (EditSpan & { readonly kind: 'gain'; readonly db: number })
  | (EditSpan & { readonly kind: 'fade'; readonly shape: 'in' | 'out' });

const KINDS = ['cut', 'keep', 'silence', 'gain', 'fade'] as const;
export const LEAST_GAIN_DB = -60;
export const MOST_GAIN_DB = 24;

/** Throws `invalid-option`, which names the field and the rule, unless it is an edit of a take of `frames` frames. */
export function checkOperation(operation: EditOperation, frames: number): void {
  const { kind, from, to } = operation;
  if (!KINDS.includes(kind)) refuse('kind', `be one of ${KINDS.join(', ')}`, kind);
  if (!Number.isInteger(from) || from < 0 || from >= frames) {
    refuse('from', `be a whole number from 0 to ${frames - 1}`, from);
  }
  if (!Number.isInteger(to) || to <= from || to > frames) {
    refuse('to', `be a whole number from ${from + 1} to ${frames}`, to);
  }
  if (kind === 'keep' && operation.of !== frames)
    refuse('of', `be ${frames}, the take’s length`, operation.of);
  if (kind === 'gain' && !(operation.db >= LEAST_GAIN_DB && operation.db <= MOST_GAIN_DB)) {
    refuse('db', `be from ${LEAST_GAIN_DB} to ${MOST_GAIN_DB}`, operation.db);
  }
  if (kind === 'fade' && operation.shape !== 'in' && operation.shape !== 'out') {
    refuse('shape', 'be in or out', operation.shape);
  }
}

function refuse(field: string, rule: string, value: unknown): never {
  throw new CapstanError('invalid-option', `${field} must ${rule}, not ${String(value)}`);
}
