/**
 * What the browser holds for a page whose audio clock stands still, in seconds of a microphone, before it drops any:
 * Chromium has room for 200 ms, of which up to 50 ms are taken as a rule (measured: ADR 12).
 */
export const CAPTURE_HEADROOM_SECONDS = 0.15;
