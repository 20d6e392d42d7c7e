/**
 * Capture where no memory is shared: the audio thread sends what it hears over a MessagePort that goes straight to the
 * journal worker, and gets the buffers back over it. The main thread holds neither end while a take is recorded.
 */

/** Frames per message at most: 8 blocks of the audio thread, 21 ms at 48 kHz, so 47 messages a second. */
export const BATCH_FRAMES = 1024;

/** A MessagePort, opaque to threads whose library has none. */
export type PortLike = object;

/**
 * From the audio thread to the journal. `currentFrame`: the render clock at the first frame. `atMs`: the time of day at
 * the last one, so that a message that lay in the queue is not taken for frames that came late.
 */
export type CaptureMessage =
  | {
      readonly kind: 'frames';
      readonly currentFrame: number;
      readonly atMs: number;
      /** 1 to BATCH_FRAMES, without a break in the render clock. */
      readonly frames: number;
      /** One plane of BATCH_FRAMES for each channel, of which `frames` are filled. */
      readonly samples: Float32Array<ArrayBuffer>;
    }
  /** A block that came with no input at all. */
  | { readonly kind: 'no-input'; readonly currentFrame: number; readonly atMs: number }
  /** No more will come. The page closed the source at `currentFrame`. */
  | { readonly kind: 'end'; readonly currentFrame: number };

/** From the journal to the audio thread. */
export type CaptureReply =
  /** A buffer to be filled again. */
  | { readonly kind: 'buffer'; readonly samples: Float32Array<ArrayBuffer> }
  /** What was captured so far is to be sent now, a part of a message though it be. */
  | { readonly kind: 'flush' };

/** From the page to the audio thread, over the node's own port. The options of a node cannot carry a port. */
export type CaptureOrder =
  | { readonly kind: 'port'; readonly port: PortLike }
  | { readonly kind: 'end'; readonly currentFrame: number };

/** From the audio thread to the page, each once: the first frames were captured; the last ones were sent. */
export type CaptureWord = 'flows' | 'ended';
