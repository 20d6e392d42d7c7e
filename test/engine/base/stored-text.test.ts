import { describe, expect, test } from 'vitest';
import { storedText } from '../../../src/engine/base/stored-text.ts';

/** A log file that is written to after `getFile`: the first `times` opened files cannot be read. */
function written(times: number, text = 'the log'): { opened: number; open(): Promise<File> } {
  const log = {
    opened: 0,
    open() {
      const stale = log.opened++ < times;
      const refused = () => Promise.reject(new DOMException('it changed', 'NotReadableError'));
      return Promise.resolve({ text: stale ? refused : () => Promise.resolve(text) } as File);
    },
  };
  return log;
}

describe('a file that is written while it is read', () => {
  test('is seen anew until it can be read', async () => {
    const log = written(3);
    expect(await storedText(() => log.open())).toBe('the log');
    expect(log.opened).toBe(4);
  });

  test('is given up when it never rests', async () => {
    const log = written(1000);
    await expect(storedText(() => log.open())).rejects.toThrow('it changed');
    expect(log.opened).toBe(5);
  });
});

test('any other refusal is passed on at once', async () => {
  let opened = 0;
  const open = () => {
    opened++;
    return Promise.reject(new DOMException('gone', 'NotFoundError'));
  };
  await expect(storedText(open)).rejects.toThrow('gone');
  expect(opened).toBe(1);
});
