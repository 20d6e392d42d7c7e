import { CapstanError, describeError } from '../../shared/base/errors.ts';

/** Cleans up after a failure, and returns the failure. If that fails too, its detail says so. Never rejects. */
export async function tidyAfter(failure: CapstanError, tidy: () => Promise<void>): Promise<CapstanError> {
  try {
    await tidy();
    return failure;
  } catch (error) {
    const detail = `${failure.detail ?? failure.code}; nor could what is left of it be removed: ${describeError(error)}`;
    return new CapstanError(failure.code, detail, { cause: failure });
  }
}
