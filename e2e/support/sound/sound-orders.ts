import type { PulseOptions } from './pulse.ts';

export interface SoundOrders {
  /** Whether browsers find a sound server. */
  readonly server: boolean;
  /** Options of the server's output. */
  readonly output: PulseOptions;
  /** Whether pages use that output even where they ask for none. */
  readonly realOutput: boolean;
}

/**
 * The sound setup of this run, from the environment: `CAPSTAN_SOUND=none`, `CAPSTAN_SINK_LATE` (seconds),
 * `CAPSTAN_CLOCK_PPM`, `CAPSTAN_REAL_OUTPUT=1`. The soaks have options for these. Throws an Error when a number is not
 * valid.
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
