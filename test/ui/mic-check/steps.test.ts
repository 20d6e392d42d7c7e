import { describe, expect, test } from 'vitest';
import { browserKind, guideFor, type BrowserKind } from '../../../src/ui/mic-check/steps.ts';

const AGENTS: readonly (readonly [BrowserKind, string, number])[] = [
  [
    'chromium',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    0,
  ],
  [
    'chromium',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    10,
  ],
  [
    'chromium-phone',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    5,
  ],
  ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 0],
  ['firefox-phone', 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 5],
  [
    'safari',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    0,
  ],
  [
    'safari-phone',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    5,
  ],
  [
    'safari-phone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
    5,
  ],
];

test.each(AGENTS)('%s is told by its name: %s', (kind, userAgent, maxTouchPoints) => {
  expect(browserKind({ userAgent, maxTouchPoints })).toBe(kind);
});

describe('three steps lead out of', () => {
  test('a denied microphone, others in each browser', () => {
    const kinds = [...new Set(AGENTS.map(([kind]) => kind))];
    const first = kinds.map((kind) => guideFor('mic-denied', kind)?.steps[0]);
    expect(new Set(first).size).toBe(kinds.length);
  });

  test.each(['mic-not-found', 'mic-in-use', 'mic-blocked-by-system', 'mic-blocked-by-policy'] as const)(
    '%s, and the page can ask again',
    (code) => {
      expect(guideFor(code, 'chromium')).toMatchObject({ then: 'ask', steps: { length: 3 } });
    },
  );

  test.each(['insecure-context', 'storage-unavailable'] as const)('%s, and the page begins anew', (code) => {
    expect(guideFor(code, 'chromium')).toMatchObject({ then: 'reload', steps: { length: 3 } });
  });

  test('nothing else', () => {
    expect(guideFor('unsupported-browser', 'chromium')).toBeUndefined();
  });
});
