import { expose, releaseProxy, transferHandlers, wrap } from 'comlink';
import { beforeAll, expect, test } from 'vitest';
import { installErrorTransfer } from '../../../src/shared/base/error-transfer.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';

beforeAll(() => installErrorTransfer(transferHandlers, 'storage-failed'));

/** What a caller catches when a service behind a real message port throws `thrown`. */
async function caughtAcross(thrown: unknown): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  expose(
    {
      fail(): never {
        throw thrown;
      },
    },
    port1,
  );
  const api = wrap<{ fail(): void }>(port2);
  try {
    await api.fail();
    return 'nothing was thrown';
  } catch (error) {
    return error;
  } finally {
    api[releaseProxy]();
    port1.close();
  }
}

test('code, detail and recovery of an error survive the way between threads', async () => {
  const caught = await caughtAcross(new CapstanError('storage-full', '3 of 9 bytes'));
  expect(caught).toBeInstanceOf(CapstanError);
  expect(caught).toMatchObject({
    code: 'storage-full',
    detail: '3 of 9 bytes',
    message: 'storage-full: 3 of 9 bytes',
    recovery: 'free-space',
  });
});

test('an error without detail arrives without detail', async () => {
  expect(await caughtAcross(new CapstanError('mic-lost'))).toMatchObject({
    code: 'mic-lost',
    detail: undefined,
    message: 'mic-lost',
  });
});

test.each<[string, unknown, string]>([
  ['an error of the language', new TypeError('x is not a function'), 'TypeError: x is not a function'],
  ["a browser's error", new DOMException('locked', 'InvalidStateError'), 'InvalidStateError: locked'],
  ['a value that is no error', 'oops', 'oops'],
  // Functions cannot be sent to another thread, but their text can.
  ['a value that cannot be cloned', () => 0, '() => 0'],
])('%s arrives with the fallback code and its words', async (_, thrown, detail) => {
  const caught = await caughtAcross(thrown);
  expect(caught).toBeInstanceOf(CapstanError);
  expect(caught).toMatchObject({ code: 'storage-failed', detail });
});
