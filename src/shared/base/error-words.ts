import { EARLY_WORDS, type ErrorWords } from './early-error-words.ts';
import { CapstanError, describeError, type ErrorCode } from './errors.ts';

/** The text shown for each error code. The type makes it complete. Each entry says what to do next. */
const WORDS: Record<ErrorCode, ErrorWords> = {
  ...EARLY_WORDS,
  'invalid-option': {
    title: 'That setting does not work',
    advice: 'Change the value named here and try again.',
  },
  'wrong-state': {
    title: 'Not possible right now',
    advice: 'Wait until the present step has ended, then try again.',
  },
  'insecure-context': {
    title: 'This page is not served securely',
    advice: 'Browsers give the microphone only to pages on https:// or http://localhost. Open Capstan there.',
  },
  'unsupported-browser': {
    title: 'This browser cannot record here',
    advice: 'Use a current Chrome, Edge or Firefox.',
  },
  'mic-dismissed': {
    title: 'The microphone question was closed',
    advice: 'Press Record again and choose Allow.',
  },
  'mic-blocked-by-system': {
    title: 'The system keeps the microphone from the browser',
    advice:
      'Open the system’s privacy settings, allow the microphone for this browser, then press Record again.',
  },
  'mic-blocked-by-policy': {
    title: 'This page is not allowed to use the microphone',
    advice:
      'The server’s Permissions-Policy, or the frame this page is shown in, forbids it. It needs microphone=(self), and allow="microphone" on a frame.',
  },
  'mic-not-found': {
    title: 'No microphone was found',
    advice: 'Plug one in, or choose another in the list, then press Record again.',
  },
  'mic-in-use': {
    title: 'The microphone cannot be opened',
    advice:
      'Another program may hold it. Close that program or choose another microphone, then press Record again.',
  },
  'mic-lost': {
    title: 'The microphone went away',
    advice:
      'The take was closed and kept up to that moment. Plug the microphone in or allow it again, then press Record.',
  },
  'mic-failed': {
    title: 'The microphone did not start',
    advice: 'Unplug it and plug it in again, or choose another, then press Record again.',
  },
  'mic-rate-refused': {
    title: 'This microphone cannot be recorded at this rate',
    advice:
      'The browser does not run it at the sample rate that was asked for. A take that was to go on is kept as it is: choose another microphone, or press Record for a new take.',
  },
  'audio-clock-stalled': {
    title: 'The browser’s audio does not run',
    advice: 'Check that an audio output is connected, then reload the page.',
  },
  'audio-clock-off': {
    title: 'The browser’s audio runs too slowly',
    advice: 'Frames are missing; where is noted in the take. Check the sound output and close heavy pages.',
  },
  'ring-overrun': {
    title: 'Samples were lost',
    advice: 'Where and how much is noted in the take.',
  },
  'storage-full': {
    title: 'The disk is full',
    advice: 'What was recorded so far is kept. Save or delete older takes to make room, then go on.',
  },
  'storage-unavailable': {
    title: 'The browser gives no storage here',
    advice:
      'Private windows and blocked site data do this. Use a normal window, or allow this page to store data.',
  },
  'storage-failed': {
    title: 'The storage refused',
    advice: 'What was written before is kept. Try again; if it comes back, reload the page.',
  },
  'storage-cleared': {
    title: 'The browser’s storage was cleared',
    advice:
      'The take that was being recorded then is lost, and so are all that were kept here. What was saved elsewhere is safe. Save takes to a folder to have them twice. You can record again.',
  },
  'memory-full': {
    title: 'The memory for takes is used up',
    advice:
      'The take was closed and is kept as long as this page stays open. Save it now; delete it here once it is saved, to make room.',
  },
  'take-not-found': {
    title: 'The take is not there any more',
    advice: 'It was deleted, here or in another tab. Open Deleted takes: it may still be there.',
  },
  'take-unreadable': {
    title: 'A take cannot be read',
    advice:
      'It is kept, but not listed. Reload the page to try again; if that does not help, restart the browser.',
  },
  'take-busy': {
    title: 'The take is in use',
    advice:
      'It is being recorded, encoded, converted or split, here or in another tab. Try again when that has ended.',
  },
  'encode-failed': {
    title: 'Encoding failed',
    advice: 'The take is whole and kept as WAV. Use Convert on it to try again or to choose another format.',
  },
  'convert-failed': {
    title: 'This file could not be converted',
    advice: 'It may be damaged or hold no audio. The original is untouched.',
  },
  'file-unreadable': {
    title: 'This file cannot be read as audio',
    advice: 'Open a WAV, FLAC, MP3, M4A or Ogg file.',
  },
  'worker-crashed': {
    title: 'A part of Capstan stopped working',
    advice: 'What was written to disk is kept. Reload the page to go on.',
  },
  'save-failed': {
    title: 'Saving failed',
    advice: 'The take is still here. Choose another place, or download it.',
  },
  'playback-failed': {
    title: 'This browser cannot play the file',
    advice: 'The file is fine. Play the WAV, or download it and play it elsewhere.',
  },
  'given-up': {
    title: 'Given up before it began',
    advice:
      'The recorder was disarmed while the microphone was opening. Nothing was recorded: press Record for a take.',
  },
};

export function errorWords(code: ErrorCode): ErrorWords {
  return WORDS[code];
}

/** Codes whose advice is their detail: it names the value, or what is missing. */
const IN_DETAIL: readonly ErrorCode[] = ['invalid-option', 'wrong-state'];

/** What happened and what to do next, in one text. */
export function explained(error: unknown): string {
  if (!(error instanceof CapstanError)) return describeError(error);
  const { code, detail } = error;
  const { title, advice } = WORDS[code];
  if (detail === undefined) return `${title}. ${advice}`;
  if (IN_DETAIL.includes(code)) return `${title}: ${detail}.`;
  return code === 'unsupported-browser' ? `${title}: ${detail}. ${advice}` : `${title}. ${advice}`;
}
