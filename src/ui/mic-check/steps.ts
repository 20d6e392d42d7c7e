import type { ErrorCode } from '../../shared/base/errors.ts';

/** The browser as far as its way to a permission differs from others'. On iPhones and iPads all are Safari inside. */
export type BrowserKind =
  'chromium' | 'chromium-phone' | 'firefox' | 'firefox-phone' | 'safari' | 'safari-phone';

/** What the card says when no microphone can be used. */
export interface Guide {
  readonly title: string;
  readonly steps: readonly [string, string, string];
  /** Whether a drawing of the icon beside the address helps. */
  readonly icon: 'sliders' | 'lock' | 'crossed' | undefined;
  /** `reload`: the page can only begin anew. */
  readonly then: 'ask' | 'reload';
}

export function browserKind({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): BrowserKind {
  // iPads call themselves Macs.
  const apple = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  if (apple) return 'safari-phone';
  const phone = /Android/.test(userAgent);
  if (/Firefox\//.test(userAgent)) return phone ? 'firefox-phone' : 'firefox';
  if (/Chrom(e|ium)\//.test(userAgent)) return phone ? 'chromium-phone' : 'chromium';
  return 'safari';
}

const AGAIN = 'Press Try again.';
const ANSWER = 'Press Try again, and choose Allow.';

const ALLOW: Readonly<Record<BrowserKind, Pick<Guide, 'steps' | 'icon'>>> = {
  chromium: {
    steps: ['Click the icon at the left end of the address.', 'Switch Microphone on.', AGAIN],
    icon: 'sliders',
  },
  'chromium-phone': {
    steps: [
      'Tap the icon at the left end of the address.',
      'Open Permissions and allow the microphone.',
      AGAIN,
    ],
    icon: 'sliders',
  },
  firefox: {
    steps: [
      'Click the crossed-out microphone in the address bar.',
      'Remove “Blocked” beside “Use the microphone”.',
      ANSWER,
    ],
    icon: 'crossed',
  },
  'firefox-phone': {
    steps: ['Tap the lock beside the address.', 'Tap “Blocked” beside Microphone.', ANSWER],
    icon: 'lock',
  },
  safari: {
    steps: [
      'Open the menu Safari, then “Settings for This Website”.',
      'Set Microphone to Allow, or to Ask.',
      ANSWER,
    ],
    icon: undefined,
  },
  'safari-phone': {
    steps: [
      'Tap the icon beside the address, then “Website Settings”.',
      'Set Microphone to Allow, or to Ask.',
      ANSWER,
    ],
    icon: 'sliders',
  },
};

type Guided = Extract<
  ErrorCode,
  | 'mic-denied'
  | 'mic-not-found'
  | 'mic-in-use'
  | 'mic-blocked-by-system'
  | 'mic-blocked-by-policy'
  | 'insecure-context'
  | 'storage-unavailable'
>;

const GUIDES: Readonly<Record<Exclude<Guided, 'mic-denied'>, Omit<Guide, 'icon'>>> = {
  'mic-not-found': {
    title: 'Connect a microphone',
    steps: [
      'Plug a microphone or a headset in, or switch it on.',
      'Check that the sound settings of this device list it as an input.',
      'It appears here by itself. If it does not, press Try again.',
    ],
    then: 'ask',
  },
  'mic-in-use': {
    title: 'Free the microphone',
    steps: [
      'End calls, and close other programs and tabs that use the microphone.',
      'Or choose another microphone above.',
      AGAIN,
    ],
    then: 'ask',
  },
  'mic-blocked-by-system': {
    title: 'Allow the microphone for this browser',
    steps: [
      'Open the privacy settings of this device, and there Microphone.',
      'Switch this browser on. It may have to be started anew.',
      AGAIN,
    ],
    then: 'ask',
  },
  'mic-blocked-by-policy': {
    title: 'This page may not use the microphone',
    steps: [
      'If the page is shown inside another one, open it in a tab of its own.',
      'Otherwise its server must send the header Permissions-Policy: microphone=(self).',
      'Reload the page, then press Try again.',
    ],
    then: 'ask',
  },
  'insecure-context': {
    title: 'Open this page securely',
    steps: [
      'Browsers give the microphone only to pages on https:// or http://localhost.',
      'Put https:// in front of the address.',
      'If that page does not open, its server must be set up for it.',
    ],
    then: 'reload',
  },
  'storage-unavailable': {
    title: 'Allow this page to store takes',
    steps: [
      'If this is a private window, open the page in a normal one.',
      'Otherwise allow site data for this page in the browser’s settings.',
      'Reload the page.',
    ],
    then: 'reload',
  },
};

/** Undefined for an error that no steps of this kind mend. */
export function guideFor(code: ErrorCode, browser: BrowserKind): Guide | undefined {
  if (code === 'mic-denied') return { title: 'Allow the microphone', ...ALLOW[browser], then: 'ask' };
  const guide = GUIDES[code as Exclude<Guided, 'mic-denied'>] as Omit<Guide, 'icon'> | undefined;
  return guide && { ...guide, icon: undefined };
}
