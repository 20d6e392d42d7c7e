/** Error codes, for code to switch on. The texts for people are in `error-words.ts`. */
export const ERROR_CODES = [
  'invalid-option',
  'wrong-state',
  'insecure-context',
  'unsupported-browser',
  'mic-denied',
  'mic-dismissed',
  'mic-blocked-by-system',
  'mic-blocked-by-policy',
  'mic-not-found',
  'mic-in-use',
  'mic-lost',
  'mic-failed',
  'mic-rate-refused',
  'audio-clock-stalled',
  'audio-clock-off',
  'ring-overrun',
  'storage-full',
  'storage-unavailable',
  'storage-failed',
  'storage-cleared',
  'memory-full',
  'take-not-found',
  'take-busy',
  'take-unreadable',
  'core-missing',
  'core-corrupt',
  'encode-failed',
  'convert-failed',
  'file-unreadable',
  'worker-crashed',
  'code-missing',
  'save-failed',
  'playback-failed',
  'given-up',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What the person, or the calling program, can do next. */
export type Recovery = 'retry' | 'choose-another' | 'allow' | 'free-space' | 'reload' | 'fix-server' | 'none';

/** All others can be tried again. */
const RECOVERY: Partial<Record<ErrorCode, Recovery>> = {
  'invalid-option': 'none',
  'wrong-state': 'none',
  'insecure-context': 'fix-server',
  'unsupported-browser': 'choose-another',
  'mic-denied': 'allow',
  'mic-blocked-by-system': 'allow',
  'mic-blocked-by-policy': 'fix-server',
  'mic-not-found': 'choose-another',
  'mic-rate-refused': 'choose-another',
  'audio-clock-stalled': 'reload',
  'audio-clock-off': 'none',
  'ring-overrun': 'none',
  'storage-full': 'free-space',
  'storage-unavailable': 'choose-another',
  'memory-full': 'free-space',
  'take-not-found': 'none',
  'core-corrupt': 'reload',
  'convert-failed': 'choose-another',
  'file-unreadable': 'choose-another',
  'worker-crashed': 'reload',
};

/** What Chromium and Firefox, and then WebKit, say of an `import()` that failed. */
const NOT_LOADED = /^TypeError: .*(ed module:|module script)/;

/** An error with a code. `detail` holds technical details, such as the end of a tool's log or the browser's message. */
export class CapstanError extends Error {
  readonly code: ErrorCode;
  readonly recovery: Recovery;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: { cause?: unknown }) {
    super(detail === undefined ? code : `${code}: ${detail}`, options);
    this.name = 'CapstanError';
    this.code = code;
    this.recovery = RECOVERY[code] ?? 'retry';
    this.detail = detail;
  }
}

/** An error as plain data, to be sent to another thread. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
}

export function toErrorRecord(error: unknown, fallback: ErrorCode): ErrorRecord {
  const { code, detail } = asCapstanError(error, fallback);
  return { code, detail };
}

export function fromErrorRecord(record: ErrorRecord): CapstanError {
  return new CapstanError(record.code, record.detail);
}

/** Code that did not load, as without a network, is the cause whatever it was needed for. */
export function asCapstanError(error: unknown, fallback: ErrorCode): CapstanError {
  if (error instanceof CapstanError) return error;
  const detail = describeError(error);
  const code = NOT_LOADED.test(detail) ? 'code-missing' : fallback;
  return new CapstanError(code, detail, { cause: error });
}

export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message === '' ? error.name : `${error.name}: ${error.message}`;
  return String(error);
}

/** Whether the browser refused because the storage, or the part of it that this page may use, is full. */
export function isOutOfSpace(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
