/**
 * Capture without shared memory. The audio thread sends the captured frames over a MessagePort that goes straight to
 * the journal worker, which returns the buffers over the same port. The main thread holds neither end while a take is
 * recorded.
 */

/** Most frames in one message: 8 blocks of 128 frames, 21 ms at 48 kHz, so 47 messages a second. */
export const BATCH_FRAMES = 1024;

/** A MessagePort, for threads whose type library does not define it. */
export type PortLike = object;

/**
 * From the audio thread to the journal. `currentFrame` is the render clock at the first frame. `atMs` is the time of
 * day (milliseconds since 1970) at the last frame, so that the journal does not take a message that waited in the queue
 * for frames that came late.
 */
export type CaptureMessage =
  | {
      readonly kind: 'frames';
      readonly currentFrame: number;
      readonly atMs: number;
      /** 1 to BATCH_FRAMES, contiguous by the render clock. */
      readonly frames: number;
      /** One plane of BATCH_FRAMES per channel; the first `frames` of each are filled. */
      readonly samples: Float32Array<ArrayBuffer>;
    }
  /**
   * Blocks without any input channel. Sent for the first such block in a row and then for every eighth, with the clock
   * of that block.
   */
  | { readonly kind: 'no-input'; readonly currentFrame: number; readonly atMs: number }
  /** The last message. The page closed the source at `currentFrame`. */
  | { readonly kind: 'end'; readonly currentFrame: number };

/** From the journal to the audio thread. */
export type CaptureReply =
  /** An empty buffer, to be filled again. */
  | { readonly kind: 'buffer'; readonly samples: Float32Array<ArrayBuffer> }
  /** Asks for the frames captured so far at once, even if they do not fill a message. */
  | { readonly kind: 'flush' };

/**
 * From the page to the audio thread, over the node's own port. The port is sent this way because a node's options
 * cannot carry one.
 */
export type CaptureOrder =
  | { readonly kind: 'port'; readonly port: PortLike }
  | { readonly kind: 'end'; readonly currentFrame: number };

/**
 * From the audio thread to the page, each sent once: `flows` when the first frames are captured, `ended` when the last
 * ones are sent.
 */
export type CaptureWord = 'flows' | 'ended';
