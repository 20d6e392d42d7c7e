import type { Verdict } from '../../../engine/check/verdict.ts';
import type { Side } from '../../../shared/audio/input-side.ts';
import type { ErrorCode } from '../../../shared/base/errors.ts';

/** Words of the check of the microphone. */

export const title = 'Check your microphone';
export const microphones = 'Microphones';
export const stays = 'Audio stays on this device.';
export const allow = 'Allow microphone';
export const insteadOfAllow = 'Or press Record: the browser then asks by itself.';
export const tryAgain = 'Try again';
export const reload = 'Reload the page';
export const startTrial = (seconds: number): string => `Record ${seconds} s and play it back`;
export const opening = 'Opening the microphone…';
export const trying = 'Speak as you will in the recording…';
export const heard = 'What was recorded';

/** What the trial told of the microphone. */
export const verdicts: Readonly<Record<Verdict, string>> = {
  good: 'Good level',
  quiet: 'Too quiet: turn the input up',
  clips: 'Too loud: it clips',
  'left-only': 'Only the left channel carries sound',
  'right-only': 'Only the right channel carries sound',
  processed: 'The browser processes this input',
  nothing: 'Nothing is heard',
};

/** Which channel of a stereo input is recorded. */
export const channels = 'Channels';
export const channelChoices: Readonly<Record<Side | 'all', string>> = {
  all: 'All',
  left: 'Left alone, as mono',
  right: 'Right alone, as mono',
};
export const recordAlone: Readonly<Record<Side, string>> = {
  left: 'Record the left channel alone',
  right: 'Record the right channel alone',
};

/** Steps that mend what keeps the microphone from the page. */
export type Steps = readonly [string, string, string];

/** Errors whose steps are the same in every browser. */
export type MendedCode = Extract<
  ErrorCode,
  | 'mic-not-found'
  | 'mic-in-use'
  | 'mic-blocked-by-system'
  | 'mic-blocked-by-policy'
  | 'insecure-context'
  | 'storage-unavailable'
>;

const AGAIN = 'Press Try again.';
const ANSWER = 'Press Try again, and choose Allow.';

export const allowGuide = 'Allow the microphone';
/** By the kind of the browser. */
export const allowSteps = {
  chromium: ['Click the icon at the left end of the address.', 'Switch Microphone on.', AGAIN],
  'chromium-phone': [
    'Tap the icon at the left end of the address.',
    'Open Permissions and allow the microphone.',
    AGAIN,
  ],
  firefox: [
    'Click the crossed-out microphone in the address bar.',
    'Remove “Blocked” beside “Use the microphone”.',
    ANSWER,
  ],
  'firefox-phone': ['Tap the lock beside the address.', 'Tap “Blocked” beside Microphone.', ANSWER],
  safari: [
    'Open the menu Safari, then “Settings for This Website”.',
    'Set Microphone to Allow, or to Ask.',
    ANSWER,
  ],
  'safari-phone': [
    'Tap the icon beside the address, then “Website Settings”.',
    'Set Microphone to Allow, or to Ask.',
    ANSWER,
  ],
} satisfies Readonly<Record<string, Steps>>;

export const guides: Readonly<Record<MendedCode, { readonly title: string; readonly steps: Steps }>> = {
  'mic-not-found': {
    title: 'Connect a microphone',
    steps: [
      'Plug a microphone or a headset in, or switch it on.',
      'Check that the sound settings of this device list it as an input.',
      'It appears here by itself. If it does not, press Try again.',
    ],
  },
  'mic-in-use': {
    title: 'Free the microphone',
    steps: [
      'End calls, and close other programs and tabs that use the microphone.',
      'Or choose another microphone above.',
      AGAIN,
    ],
  },
  'mic-blocked-by-system': {
    title: 'Allow the microphone for this browser',
    steps: [
      'Open the privacy settings of this device, and there Microphone.',
      'Switch this browser on. It may have to be started anew.',
      AGAIN,
    ],
  },
  'mic-blocked-by-policy': {
    title: 'This page may not use the microphone',
    steps: [
      'If the page is shown inside another one, open it in a tab of its own.',
      'Otherwise its server must send the header Permissions-Policy: microphone=(self).',
      'Reload the page, then press Try again.',
    ],
  },
  'insecure-context': {
    title: 'Open this page securely',
    steps: [
      'Browsers give the microphone only to pages on https:// or http://localhost.',
      'Put https:// in front of the address.',
      'If that page does not open, its server must be set up for it.',
    ],
  },
  'storage-unavailable': {
    title: 'Allow this page to store takes',
    steps: [
      'If this is a private window, open the page in a normal one.',
      'Otherwise allow site data for this page in the browser’s settings.',
      'Reload the page.',
    ],
  },
};
