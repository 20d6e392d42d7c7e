import { describe, expect, test } from 'vitest';
import { microphoneError, policyAllowsMicrophone } from '../../../src/engine/microphone/microphone-errors.ts';
import { CapstanError, type ErrorCode } from '../../../src/shared/base/errors.ts';

describe('what getUserMedia throws', () => {
  test.each<[string, string, ErrorCode]>([
    ['NotAllowedError', 'Permission denied', 'mic-denied'],
    ['NotAllowedError', 'Permission dismissed', 'mic-dismissed'],
    ['NotAllowedError', 'Permission denied by system', 'mic-blocked-by-system'],
    [
      'NotAllowedError',
      'The request is not allowed by the user agent or the platform in the current context.',
      'mic-denied',
    ],
    ['SecurityError', 'The operation is insecure.', 'mic-denied'],
    ['NotFoundError', 'Requested device not found', 'mic-not-found'],
    ['OverconstrainedError', '', 'mic-not-found'],
    ['NotReadableError', 'Could not start audio source', 'mic-in-use'],
    ['AbortError', 'Starting audioinput failed', 'mic-in-use'],
    ['InvalidStateError', 'Invalid state', 'mic-failed'],
    ['TypeError', 'x', 'mic-failed'],
  ])('%s "%s" is %s', (name, message, code) => {
    const thrown = new DOMException(message, name);
    const error = microphoneError(thrown, true);
    expect(error).toBeInstanceOf(CapstanError);
    expect(error).toMatchObject({ code, cause: thrown });
    expect(error.detail).toContain(name);
  });

  test.each(['Permission denied', 'Permission dismissed', 'Permission denied by system'])(
    '"%s" on a page whose policy forbids the microphone is the policy’s doing',
    (message) => {
      expect(microphoneError(new DOMException(message, 'NotAllowedError'), false).code).toBe(
        'mic-blocked-by-policy',
      );
    },
  );

  test('a missing device is missing, whatever the policy', () => {
    expect(microphoneError(new DOMException('', 'NotFoundError'), false).code).toBe('mic-not-found');
  });

  test.each([undefined, 'no', { name: 'NotAllowedError' }])('%j is a failure like any other', (thrown) => {
    expect(microphoneError(thrown, true).code).toBe('mic-failed');
  });
});

describe('the page’s policy', () => {
  const policy = (allowed: boolean) => ({
    allowsFeature: (name: string) => name === 'microphone' && allowed,
  });

  test('is asked by either of its names', () => {
    for (const allowed of [true, false]) {
      expect(policyAllowsMicrophone({ permissionsPolicy: policy(allowed) })).toBe(allowed);
      expect(policyAllowsMicrophone({ featurePolicy: policy(allowed) })).toBe(allowed);
    }
    expect(policyAllowsMicrophone({ permissionsPolicy: policy(false), featurePolicy: policy(true) })).toBe(
      false,
    );
  });

  test('of a browser that does not tell is no obstacle', () => {
    expect(policyAllowsMicrophone({})).toBe(true);
  });
});
