import type { Recorder } from '../../engine/record/recorder.ts';
import { estimatedFreeBytes } from '../../engine/storage/space.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { whenIdle } from '../kit/when-idle.ts';

/** How long nothing must change before an encoder that is not needed yet is loaded. */
const QUIET_MS = 2000;
/** An encoder that is not needed yet is not loaded if the storage has less than this left. */
const ROOM_BYTES = 256 * 2 ** 20;

/**
 * Loads the encoder before it is needed: at once if the chosen format needs it, otherwise when the page is idle and
 * there is room.
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
  // The end of the take triggers another check.
  const busy = kind !== 'idle' && kind !== 'armed';
  if (!busy && (free === undefined || free >= ROOM_BYTES)) load();
}
