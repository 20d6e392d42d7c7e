import type { EditOperation, EditSpan } from './edit-operation.ts';

/** A fade over a span of the original; a piece of audio may be a part of it. */
export interface Fade extends EditSpan {
  readonly shape: 'in' | 'out';
}

type SimpleOperation = Exclude<EditOperation, { readonly kind: 'keep' }>;

/** A piece of the original that plays, with what happens to it. */
export interface EditedPiece extends EditSpan {
  /** Zeros play in its place. */
  readonly silent: boolean;
  readonly db: number;
  readonly fades: readonly Fade[];
}

/**
 * What plays of a take of `frames` frames after edits: pieces of the original, in its order. Neighbours that are
 * treated alike are one piece.
 */
export class EditList {
  readonly pieces: readonly EditedPiece[];
  /** Frames that play. */
  readonly frames: number;

  constructor(operations: readonly EditOperation[], frames: number) {
    let pieces: readonly EditedPiece[] =
      frames > 0 ? [{ from: 0, to: frames, silent: false, db: 0, fades: [] }] : [];
    for (const operation of operations.flatMap(withoutKeep)) pieces = joined(applied(pieces, operation));
    this.pieces = pieces;
    this.frames = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  /** Where frame `original` plays. Undefined if it was cut. Past the end it is where the take ends. */
  toEdited(original: number): number | undefined {
    let edited = 0;
    for (const { from, to } of this.pieces) {
      if (original < from) return undefined;
      if (original < to) return edited + original - from;
      edited += to - from;
    }
    return original >= (this.pieces.at(-1)?.to ?? 0) ? edited : undefined;
  }

  /** Where in the original frame `edited` comes from. Past the end it is behind the last frame that plays. */
  toOriginal(edited: number): number {
    let left = edited;
    for (const { from, to } of this.pieces) {
      if (left < to - from) return from + left;
      left -= to - from;
    }
    return this.pieces.at(-1)?.to ?? 0;
  }
}

/** Whether the piece plays as it was recorded. */
export function isUntouched({ silent, db, fades }: EditedPiece): boolean {
  return !silent && db === 0 && fades.length === 0;
}

/** The factor for frame `frame` of the original. */
export function gainAt({ silent, db, fades }: EditedPiece, frame: number): number {
  if (silent) return 0;
  let gain = db === 0 ? 1 : 10 ** (db / 20);
  for (const { from, to, shape } of fades) {
    // The first frame of a rise and the last of a fall are silent.
    gain *= (shape === 'in' ? frame - from : to - 1 - frame) / (to - from);
  }
  return gain;
}

/** To keep a span is to cut what is around it. */
function withoutKeep(operation: EditOperation): SimpleOperation[] {
  if (operation.kind !== 'keep') return [operation];
  const { from, to, of } = operation;
  return [
    { kind: 'cut', from: 0, to: from },
    { kind: 'cut', from: to, to: of },
  ];
}

function applied(pieces: readonly EditedPiece[], operation: SimpleOperation): EditedPiece[] {
  const result: EditedPiece[] = [];
  for (const piece of pieces) {
    for (const part of partsOf(piece, operation)) {
      const inside = part.from >= operation.from && part.to <= operation.to;
      const edited = inside ? withEdit(part, operation) : part;
      if (edited !== undefined) result.push(edited);
    }
  }
  return result;
}

/** Cuts a piece at the ends of a span. */
function partsOf(piece: EditedPiece, { from, to }: EditSpan): EditedPiece[] {
  const bounds = [piece.from, from, to, piece.to].filter((at) => at >= piece.from && at <= piece.to);
  const parts: EditedPiece[] = [];
  for (let i = 1; i < bounds.length; i++) {
    if (bounds[i]! > bounds[i - 1]!) parts.push({ ...piece, from: bounds[i - 1]!, to: bounds[i]! });
  }
  return parts;
}

function withEdit(piece: EditedPiece, operation: SimpleOperation): EditedPiece | undefined {
  switch (operation.kind) {
    case 'cut':
      return undefined;
    case 'silence':
      return { ...piece, silent: true, db: 0, fades: [] };
    case 'gain':
      return piece.silent ? piece : { ...piece, db: piece.db + operation.db };
    case 'fade': {
      const { from, to, shape } = operation;
      return piece.silent ? piece : { ...piece, fades: [...piece.fades, { from, to, shape }] };
    }
  }
}

function joined(pieces: readonly EditedPiece[]): EditedPiece[] {
  const result: EditedPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last !== undefined && last.to === piece.from && alike(last, piece)) {
      result[result.length - 1] = { ...last, to: piece.to };
    } else result.push(piece);
  }
  return result;
}

function alike(a: EditedPiece, b: EditedPiece): boolean {
  return a.silent === b.silent && a.db === b.db && sameFades(a.fades, b.fades);
}

function sameFades(a: readonly Fade[], b: readonly Fade[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ from, to, shape }, i) => from === b[i]!.from && to === b[i]!.to && shape === b[i]!.shape)
  );
}
