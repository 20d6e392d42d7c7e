import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mustRun } from '../../support/run.ts';

export interface PulseOptions {
  /** Of the output, and so of Firefox's audio clock, and of the microphone. Default 44.1 kHz. */
  readonly sampleRate?: number;
  /** A microphone beside the output's monitor, and the default one. */
  readonly microphone?: boolean;
}

/** A sound server of our own, with an output that nobody hears and a microphone that hears what is played there. */
export interface Pulse {
  /** For the programs that are to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Plays a file into the microphone, from now on, until it ends or `stop` is called. */
  play(file: string): { stop(): Promise<void> };
  /** Pulls the microphone out. */
  unplugMicrophone(): Promise<void>;
  close(): Promise<void>;
}

const START_PATIENCE_MS = 10_000;
const START_POLL_MS = 50;

export async function startPulse({
  sampleRate = 44_100,
  microphone = false,
}: PulseOptions = {}): Promise<Pulse> {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-pulse-'));
  const socket = join(folder, 'native');
  const env = { PULSE_SERVER: `unix:${socket}`, XDG_RUNTIME_DIR: folder };
  const shape = `rate=${sampleRate} channels=2 format=float32le`;
  const modules = [
    `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    `module-null-sink sink_name=output ${shape}`,
    // Of the output, so that both run on one clock: between two, Firefox would fill in and leave out frames. A source
    // of its own, not the output's monitor, so that it can be unplugged.
    ...(microphone ? ['module-remap-source master=output.monitor source_name=microphone'] : []),
  ];
  const child = spawn(
    'pulseaudio',
    [
      '-n', // no configuration of this machine
      '--daemonize=no',
      '--use-pid-file=no',
      '--exit-idle-time=-1',
      '--log-level=error',
      ...modules.flatMap((module) => ['-L', module]),
    ],
    { stdio: 'ignore', env: { ...process.env, ...env, HOME: folder } },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // A test that runs out of time never comes to its `close`.
  const endWithUs = () => void child.kill();
  process.once('exit', endWithUs);
  await untilListening(socket, child);
  await mustRun('pactl', ['-s', env.PULSE_SERVER, 'set-default-sink', 'output']);
  if (microphone) await mustRun('pactl', ['-s', env.PULSE_SERVER, 'set-default-source', 'microphone']);
  return {
    env,
    play: (file) => play(file, env),
    async unplugMicrophone() {
      await mustRun('pactl', ['-s', env.PULSE_SERVER, 'unload-module', 'module-remap-source']);
    },
    async close() {
      child.kill();
      await exited;
      process.off('exit', endWithUs);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function play(file: string, env: Record<string, string>): ReturnType<Pulse['play']> {
  const player = spawn('paplay', ['--device=output', file], {
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
    if (child.exitCode !== null) throw new Error(`PulseAudio ended with code ${child.exitCode}`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error('PulseAudio did not start');
    }
    await sleep(START_POLL_MS);
  }
}
