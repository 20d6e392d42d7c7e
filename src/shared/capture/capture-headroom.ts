/**
 * How much microphone audio the browser buffers while a page's audio clock stands still, in seconds, before it drops
 * any. Chromium has room for 200 ms, of which up to 50 ms are usually in use (measured: ADR 12).
 */
export const CAPTURE_HEADROOM_SECONDS = 0.15;
