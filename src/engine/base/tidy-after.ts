import { CapstanError, describeError } from '../../shared/base/errors.ts';

/** Clears up after a failure, which is what is told: what could not be cleared up stands in its detail. Never rejects. */
export async function tidyAfter(failure: CapstanError, tidy: () => Promise<void>): Promise<CapstanError> {
  try {
    await tidy();
    return failure;
  } catch (error) {
    const detail = `${failure.detail ?? failure.code}; nor could what is left of it be removed: ${describeError(error)}`;
    return new CapstanError(failure.code, detail, { cause: failure });
  }
}
