/**
 * The soaks' sound options, and the environment variables in which `e2e/support/sound/sound-orders.ts` reads them. An
 * option with `value` takes a number in that unit.
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
 * Takes the sound options out of a command line.
 *
 * @param {readonly string[]} args
 * @returns {{ rest: string[], env: Record<string, string> }} the other arguments, and the environment variables to set
 * @throws {Error} that names the option whose number is missing or invalid
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
