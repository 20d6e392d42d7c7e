import type { Recorder } from '../../engine/record/recorder.ts';
import { estimatedFreeBytes } from '../../engine/storage/space.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { whenIdle } from '../kit/when-idle.ts';

/** So long nothing is recorded before an encoder is fetched that nobody has asked for. */
const QUIET_MS = 2000;
/** It is not fetched so into a storage that has less left. */
const ROOM_BYTES = 256 * 2 ** 20;

/**
 * Has the encoder fetched before it is needed: soon, where a format is chosen that needs it; else once the page is idle
 * and there is room.
 */
export function loadAhead(recorder: Recorder, settings: SettingsModel, load: () => void): void {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(quiet);
    if (recorder.core.state.kind !== 'absent') return;
    if (settings.value.format !== 'wav') load();
    else quiet = setTimeout(() => whenIdle(() => void loadInQuiet(recorder, load)), QUIET_MS);
  };
  settings.on('change', look);
  recorder.on('state', look);
  look();
}

async function loadInQuiet(recorder: Recorder, load: () => void): Promise<void> {
  const free = await estimatedFreeBytes();
  const { kind } = recorder.state;
  // The end of a take has it looked at again.
  const busy = kind !== 'idle' && kind !== 'armed';
  if (!busy && (free === undefined || free >= ROOM_BYTES)) load();
}
