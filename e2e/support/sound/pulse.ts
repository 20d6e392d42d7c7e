import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onPath } from '../../../scripts/lib/on-path.mjs';
import { keepAsleep } from './late-output.ts';
import { drainPipe } from './pipe-drain.ts';
import { mustRun } from '../browser/run.ts';
import { startUrgently } from '../faults/urgent.ts';

export interface PulseOptions {
  /** Sample rate of the microphone and of the output, and therefore of Firefox's audio clock. Default 44.1 kHz. */
  readonly sampleRate?: number;
  /** Adds a microphone beside the output's monitor and makes it the default one. */
  readonly microphone?: boolean;
  /** Whole seconds without use after which the output is suspended, as on desktops. Default: never. */
  readonly sleepsAfterSeconds?: number;
  /**
   * Seconds from the moment a program opens the output until the output takes its first sample. Default: no added
   * delay.
   */
  readonly opensLateSeconds?: number;
  /**
   * How much faster the output's clock runs than this machine's clock, in parts per million. Default: it follows that
   * clock.
   */
  readonly clockPpm?: number;
}

/** A separate sound server, with an output that nobody hears and a microphone that records what is played there. */
export interface Pulse {
  /** Environment variables for the programs that are to use this server. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts to play a file into the microphone, until it ends or `stop` is called. */
  play(file: string): { stop(): Promise<void> };
  /** Unplugs the microphone. */
  unplugMicrophone(): Promise<void>;
  /** Waits until nothing uses the output and it is suspended. Throws after 30 seconds. */
  untilAsleep(): Promise<void>;
  /** Removes the output, as when headphones are unplugged. Everything that plays there loses its connection. */
  removeOutput(): Promise<void>;
  /** Adds the output again. */
  restoreOutput(): Promise<void>;
  close(): Promise<void>;
}

const START_PATIENCE_MS = 10_000;
const SLEEP_PATIENCE_MS = 30_000;
const POLL_MS = 50;
const OUTPUT = 'output';
/** A frame has two channels of 32-bit floats. */
const FRAME_BYTES = 8;

export async function startPulse(options: PulseOptions = {}): Promise<Pulse> {
  const { sampleRate = 44_100, microphone = false, sleepsAfterSeconds, opensLateSeconds, clockPpm } = options;
  const folder = mkdtempSync(join(tmpdir(), 'capstan-pulse-'));
  const socket = join(folder, 'native');
  const env = { PULSE_SERVER: `unix:${socket}`, XDG_RUNTIME_DIR: folder };
  const server = await startUrgently(async () => startServer(folder, socket, env, sleepsAfterSeconds));
  const control = async (...args: string[]) =>
    (await mustRun('pactl', ['-s', env.PULSE_SERVER, ...args])).stdout.trim();
  const shape = `rate=${sampleRate} channels=2 format=float32le`;
  const pipe = join(folder, 'output');
  const helpers: { close(): Promise<void> }[] = [];
  let outputModule = '';

  const addOutput = async () => {
    outputModule = await control(
      'load-module',
      clockPpm === undefined ? 'module-null-sink' : 'module-pipe-sink',
      `sink_name=${OUTPUT}`,
      ...shape.split(' '),
      ...(clockPpm === undefined ? [] : [`file=${pipe}`]),
    );
    await control('set-default-sink', OUTPUT);
    if (clockPpm !== undefined) {
      const bytesPerSecond = FRAME_BYTES * sampleRate * (1 + clockPpm / 1e6);
      helpers.push(await startUrgently(async () => drainPipe(pipe, bytesPerSecond)));
    }
    if (opensLateSeconds !== undefined)
      helpers.push(await keepAsleep(OUTPUT, opensLateSeconds, env, control));
  };
  const removeOutput = async () => {
    await Promise.all(helpers.splice(0).map((helper) => helper.close()));
    await control('unload-module', outputModule);
  };
  const close = async () => {
    await Promise.all(helpers.splice(0).map((helper) => helper.close()));
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    await untilListening(socket, server.child);
    await addOutput();
    if (microphone) {
      // The microphone is made from the output, so that both run on one clock: between two clocks, Firefox would insert
      // and leave out frames. It is a separate source, not the output's monitor, so that it can be unplugged.
      await control(
        'load-module',
        'module-remap-source',
        `master=${OUTPUT}.monitor`,
        'source_name=microphone',
      );
      await control('set-default-source', 'microphone');
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    env,
    play: (file) => play(file, env),
    unplugMicrophone: async () => void (await control('unload-module', 'module-remap-source')),
    async untilAsleep() {
      const deadline = Date.now() + SLEEP_PATIENCE_MS;
      while (!/\boutput\b.*\bSUSPENDED$/m.test(await control('list', 'short', 'sinks'))) {
        if (Date.now() > deadline) throw new Error('the audio output does not fall asleep');
        await sleep(POLL_MS);
      }
    },
    removeOutput,
    restoreOutput: addOutput,
    close,
  };
}

interface Server {
  readonly child: ChildProcess;
  close(): Promise<void>;
}

function startServer(
  folder: string,
  socket: string,
  env: Readonly<Record<string, string>>,
  sleepsAfterSeconds: number | undefined,
): Server {
  const modules = [
    `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ...(sleepsAfterSeconds === undefined ? [] : [`module-suspend-on-idle timeout=${sleepsAfterSeconds}`]),
  ];
  const [command = '', ...args] = [
    ...dyingWithUs(),
    'pulseaudio',
    '-n', // ignores this machine's configuration
    '--daemonize=no',
    '--use-pid-file=no',
    '--exit-idle-time=-1',
    '--log-level=error',
    ...modules.flatMap((module) => ['-L', module]),
  ];
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env, HOME: folder } });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // A test that times out never reaches its `close`, and the unreferenced child does not keep this process from
  // exiting.
  const endWithUs = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', endWithUs);
  child.unref();
  return {
    child,
    async close() {
      child.ref();
      child.kill();
      await exited;
      process.off('exit', endWithUs);
    },
  };
}

/** A test runner that is killed runs no exit handler. The system then ends the server, where it can. */
function dyingWithUs(): string[] {
  return process.platform === 'linux' && onPath('setpriv') !== undefined
    ? ['setpriv', '--pdeathsig', 'TERM']
    : [];
}

function play(file: string, env: Record<string, string>): ReturnType<Pulse['play']> {
  const player = spawn('paplay', [`--device=${OUTPUT}`, file], {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  const done = new Promise<void>((resolve) => player.once('exit', () => resolve()));
  return {
    stop() {
      player.kill();
      return done;
    },
  };
}

async function untilListening(socket: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_PATIENCE_MS;
  while (!existsSync(socket)) {
    if (child.pid === undefined) throw new Error('PulseAudio could not be started');
    if (child.exitCode !== null) throw new Error(`PulseAudio ended with code ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error('PulseAudio did not start');
    await sleep(POLL_MS);
  }
}
