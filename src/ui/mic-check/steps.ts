import type { ErrorCode } from '../../shared/base/errors.ts';
import * as words from '../words/later/mic-check.ts';

/** The browser as far as its way to a permission differs from others'. On iPhones and iPads all are Safari inside. */
export type BrowserKind =
  | 'chromium'
  | 'chromium-phone'
  | 'firefox'
  | 'firefox-phone'
  | 'safari'
  | 'safari-phone';

/** What the card says when no microphone can be used. */
export interface Guide {
  readonly title: string;
  readonly steps: words.Steps;
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

const ICONS: Readonly<Record<BrowserKind, Guide['icon']>> = {
  chromium: 'sliders',
  'chromium-phone': 'sliders',
  firefox: 'crossed',
  'firefox-phone': 'lock',
  safari: undefined,
  'safari-phone': 'sliders',
};

const THEN: Readonly<Record<words.MendedCode, Guide['then']>> = {
  'mic-not-found': 'ask',
  'mic-in-use': 'ask',
  'mic-blocked-by-system': 'ask',
  'mic-blocked-by-policy': 'ask',
  'insecure-context': 'reload',
  'storage-unavailable': 'reload',
};

/** Undefined for an error that no steps of this kind mend. */
export function guideFor(code: ErrorCode, browser: BrowserKind): Guide | undefined {
  if (code === 'mic-denied')
    return {
      title: words.allowGuide,
      steps: words.allowSteps[browser],
      icon: ICONS[browser],
      then: 'ask',
    };
  return isMended(code) ? { ...words.guides[code], icon: undefined, then: THEN[code] } : undefined;
}

function isMended(code: ErrorCode): code is words.MendedCode {
  return code in THEN;
}
