import type { EncodeResult } from '../../shared/encode/encoder-api.ts';
import type { Plan } from './plan.ts';
import type { SourceFault } from './source/source-fault.ts';

type Converted = Extract<EncodeResult, { outcome: 'done' }>;

/** What is to be told of a source, once it was converted. */
export function faultsOf(
  plan: Plan,
  { frames, sampleRate, over, silence, discarded }: Converted,
): readonly SourceFault[] {
  const faults: SourceFault[] = [...withEnd(plan, frames / sampleRate)];
  if (silence > 0) faults.push({ kind: 'silence', seconds: silence / plan.sampleRate });
  if (discarded > 0) faults.push({ kind: 'overlap', seconds: discarded / plan.sampleRate });
  if (over > 0) faults.push({ kind: 'clipped', samples: over });
  return faults;
}

/** The faults that were found before, and where the source breaks off. */
function withEnd({ faults, whole }: Plan, seconds: number): readonly SourceFault[] {
  if (faults.some(({ kind }) => kind === 'breaks-off'))
    return faults.map((fault) => (fault.kind === 'breaks-off' ? { ...fault, seconds } : fault));
  if (whole === undefined || whole.seconds - seconds <= whole.within) return faults;
  return [{ kind: 'breaks-off', seconds, of: whole.seconds }, ...faults];
}
