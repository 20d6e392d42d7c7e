import { CapstanError, describeError, type ErrorCode } from '../../shared/base/errors.ts';

/** Turns what getUserMedia throws into a code. `policyAllows`: whether the page's own policy lets it ask. */
export function microphoneError(error: unknown, policyAllows: boolean): CapstanError {
  return new CapstanError(codeOf(error, policyAllows), describeError(error), { cause: error });
}

function codeOf(error: unknown, policyAllows: boolean): ErrorCode {
  if (!(error instanceof Error)) return 'mic-failed';
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      if (!policyAllows) return 'mic-blocked-by-policy';
      // Chromium tells the three apart in the message only.
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

/** Whether the page's Permissions-Policy lets it ask for the microphone; true where the browser cannot tell. */
export function policyAllowsMicrophone(page: PolicyDocument): boolean {
  const policy = page.permissionsPolicy ?? page.featurePolicy;
  return policy?.allowsFeature('microphone') ?? true;
}
