import { unlessAborted } from '../base/deadline.ts';
import { takesInUse } from '../takes/take-locks.ts';

/** Bytes of audio read at once: some 30 ms of work, after which a recording that has begun is noticed. */
const PIECE_BYTES = 8 << 20;
/** How often a recording or a conversion is asked whether it has ended. */
export const ASK_AGAIN_MS = 1000;

/** Cuts packed frames of `frameBytes` bytes into pieces of whole frames. */
export function* piecesOf(packed: Blob, frameBytes: number): Generator<Blob> {
  const pieceBytes = PIECE_BYTES - (PIECE_BYTES % frameBytes);
  for (let at = 0; at < packed.size; at += pieceBytes) yield packed.slice(at, at + pieceBytes);
}

/**
 * Recording always comes first, in any tab, and so does a conversion that somebody waits for. Rejects with the signal's
 * reason as soon as it is aborted.
 */
export async function untilNothingIsInUse(signal?: AbortSignal): Promise<void> {
  while ((await takesInUse()).size > 0) {
    await unlessAborted(new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS)), signal);
  }
}
