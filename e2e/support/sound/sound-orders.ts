import type { PulseOptions } from './pulse.ts';

export interface SoundOrders {
  /** Whether browsers find a sound server. */
  readonly server: boolean;
  /** What is special about its output. */
  readonly output: PulseOptions;
  /** Whether pages use that output also where they ask for none. */
  readonly realOutput: boolean;
}

/**
 * What this run is to be like, from the environment: `CAPSTAN_SOUND=none`, `CAPSTAN_SINK_LATE` (seconds),
 * `CAPSTAN_CLOCK_PPM`, `CAPSTAN_REAL_OUTPUT=1`. The soaks have options for them.
 */
export function soundOrders(env: NodeJS.ProcessEnv = process.env): SoundOrders {
  const late = number(env, 'CAPSTAN_SINK_LATE');
  const ppm = number(env, 'CAPSTAN_CLOCK_PPM');
  return {
    server: env['CAPSTAN_SOUND'] !== 'none',
    output: {
      ...(late === undefined ? {} : { opensLateSeconds: late }),
      ...(ppm === undefined ? {} : { clockPpm: ppm }),
    },
    realOutput: env['CAPSTAN_REAL_OUTPUT'] === '1',
  };
}

function number(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`${name} takes a number, not ${text}`);
  return value;
}
