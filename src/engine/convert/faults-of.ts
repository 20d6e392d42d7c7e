import type { Plan } from './plan.ts';
import type { SourceFault } from './source-fault.ts';

/** What is to be told of a source, once it was converted. */
export function faultsOf(
  { faults, whole }: Pick<Plan, 'faults' | 'whole'>,
  { frames, sampleRate }: { readonly frames: number; readonly sampleRate: number },
): readonly SourceFault[] {
  const seconds = frames / sampleRate;
  if (faults.some(({ kind }) => kind === 'breaks-off'))
    return faults.map((fault) => (fault.kind === 'breaks-off' ? { ...fault, seconds } : fault));
  if (whole === undefined || whole.seconds - seconds <= whole.within) return faults;
  return [{ kind: 'breaks-off', seconds, of: whole.seconds }, ...faults];
}
