export interface ErrorWords {
  /** What happened. */
  readonly title: string;
  /** What to do next, and what is safe. */
  readonly advice: string;
}

/**
 * Error texts that may be needed before the others are loaded or when these cannot be loaded: for what the page shows
 * first, and for code that did not load.
 */
export const EARLY_WORDS = {
  'mic-denied': {
    title: 'Microphone access was denied',
    advice:
      'Click the icon left of the address, allow the microphone for this page, then press Record again.',
  },
  'core-missing': {
    title: 'The encoder could not be loaded',
    advice:
      'Recording works, and the take is kept as WAV. Check the connection, then use Convert on the take.',
  },
  'core-corrupt': {
    title: 'The encoder on the server is damaged',
    advice:
      'Recording works, and the take is kept as WAV. Reload the page; if it stays, the server’s file must be replaced.',
  },
  'code-missing': {
    title: 'A part of Capstan did not load',
    advice: 'What is recorded is kept. Check the connection, then try again.',
  },
} as const satisfies Partial<Record<string, ErrorWords>>;
