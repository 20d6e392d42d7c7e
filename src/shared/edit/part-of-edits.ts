import { editedFrames, segmentsOf, type EditOperation, type FadePart } from './edit-list.ts';

/** Frames of a recording: from the first up to, but without, `to`. */
export interface RecordedSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The edits of a take, for a take that has only a part of its recording: what plays of that part is the same, frame for
 * frame and factor for factor. Edits that change nothing in it are left out.
 * @param frames of the whole recording
 */
export function partOfEdits(
  operations: readonly EditOperation[],
  frames: number,
  span: RecordedSpan,
): readonly EditOperation[] {
  return operations.flatMap((operation, at) => {
    const from = within(operation.from, span);
    const to = within(operation.to, span);
    switch (operation.kind) {
      case 'keep':
        return partOfKeep(operation.of, { from, to }, span);
      case 'fade-in':
      case 'fade-out': {
        if (to <= from) return [];
        const part = partOfFade(operation, playsOf(operations.slice(0, at), frames), span);
        return [{ kind: operation.kind, from, to, ...(part && { part }) }];
      }
      default:
        return to > from ? [{ ...operation, from, to }] : [];
    }
  });
}

/** A frame of the recording, as one of the part; one outside of it is at that end of the part. */
function within(frame: number, { from, to }: RecordedSpan): number {
  return Math.max(0, Math.min(to, frame) - from);
}

/** Where nothing of the part is kept, what it had then is cut. */
function partOfKeep(
  of: number | undefined,
  { from, to }: RecordedSpan,
  span: RecordedSpan,
): readonly EditOperation[] {
  const length = of === undefined ? span.to - span.from : within(of, span);
  if (from === 0 && to >= length) return [];
  if (to <= from) return [{ kind: 'cut', from: 0, to: length }];
  return [{ kind: 'keep', from, to, ...(of === undefined ? {} : { of: length }) }];
}

/** Undefined for a fade that is whole in the part. */
function partOfFade(
  { part, ...fade }: RecordedSpan & { readonly part?: FadePart },
  plays: (span: RecordedSpan) => number,
  span: RecordedSpan,
): FadePart | undefined {
  if (part === undefined && fade.from >= span.from && fade.to <= span.to) return undefined;
  const before = plays({ from: fade.from, to: Math.min(fade.to, span.from) });
  return { of: part?.of ?? plays(fade), before: (part?.before ?? 0) + before };
}

/** How many frames of a span of the recording play. */
function playsOf(operations: readonly EditOperation[], frames: number): (span: RecordedSpan) => number {
  const segments = segmentsOf(operations, frames);
  return ({ from, to }) =>
    editedFrames(
      segments.map((segment) => ({
        ...segment,
        from: Math.max(from, Math.min(to, segment.from)),
        to: Math.max(from, Math.min(to, segment.to)),
      })),
    );
}
