/**
 * The soaks' options of sound, and the environment in which `e2e/support/sound/sound-orders.ts` finds them; a number follows
 * where `value` says of what.
 *
 * @type {Readonly<Record<string, { name: string, value?: string, sets?: string }>>}
 */
const OPTIONS = {
  '--no-sound': { name: 'CAPSTAN_SOUND', sets: 'none' },
  '--sink-late': { name: 'CAPSTAN_SINK_LATE', value: 'seconds' },
  '--clock-ppm': { name: 'CAPSTAN_CLOCK_PPM', value: 'parts per million' },
  '--real-output': { name: 'CAPSTAN_REAL_OUTPUT', sets: '1' },
};

/**
 * Takes the options of sound out of a command line.
 *
 * @param {readonly string[]} args
 * @returns {{ rest: string[], env: Record<string, string> }}
 * @throws {Error} that names the option whose number is missing
 */
export function takeSoundOrders(args) {
  /** @type {string[]} */
  const rest = [];
  /** @type {Record<string, string>} */
  const env = {};
  const waiting = [...args];
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const [flag = '', inline] = arg.split('=', 2);
    const option = OPTIONS[flag];
    if (option === undefined) {
      rest.push(arg);
    } else if (option.value === undefined) {
      env[option.name] = option.sets ?? '';
    } else {
      const value = inline ?? waiting.shift();
      if (value === undefined || value === '' || !Number.isFinite(Number(value)))
        throw new Error(`${flag} takes ${option.value}, not ${value ?? 'nothing'}`);
      env[option.name] = value;
    }
  }
  return { rest, env };
}
