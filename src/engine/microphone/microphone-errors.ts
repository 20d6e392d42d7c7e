import { CapstanError, describeError, type ErrorCode } from '../../shared/base/errors.ts';

/** Maps an error of getUserMedia to a `mic-…` code. `policyAllows`: whether the page's own policy permits asking. */
export function microphoneError(error: unknown, policyAllows: boolean): CapstanError {
  return new CapstanError(codeOf(error, policyAllows), describeError(error), { cause: error });
}

function codeOf(error: unknown, policyAllows: boolean): ErrorCode {
  if (!(error instanceof Error)) return 'mic-failed';
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      if (!policyAllows) return 'mic-blocked-by-policy';
      // Chromium distinguishes these three cases only by the message.
      if (/system/i.test(error.message)) return 'mic-blocked-by-system';
      if (/dismissed/i.test(error.message)) return 'mic-dismissed';
      return 'mic-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'mic-not-found';
    case 'NotReadableError':
    case 'AbortError':
      return 'mic-in-use';
    default:
      return 'mic-failed';
  }
}

interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(name: string): boolean };
  readonly permissionsPolicy?: { allowsFeature(name: string): boolean };
}

/** Whether the page's Permissions-Policy permits the microphone; true if the browser cannot tell. */
export function policyAllowsMicrophone(page: PolicyDocument): boolean {
  const policy = page.permissionsPolicy ?? page.featurePolicy;
  return policy?.allowsFeature('microphone') ?? true;
}
