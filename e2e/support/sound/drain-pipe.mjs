import { closeSync, constants, existsSync, openSync, readSync } from 'node:fs';

/** Reads the pipe `path` at `bytesPerSecond` until its standard input ends: see `pipe-drain.ts`. */
const [path = '', rate = ''] = process.argv.slice(2);
const bytesPerMs = Number(rate) / 1000;
const EVERY_MS = 5;
/**
 * The most that a pipe without a writer may owe; the rest is forgotten. A device that slept does not hurry when it
 * wakes.
 */
const MOST_OWED_MS = 200;

// The process that started this one may have ended meanwhile.
if (!existsSync(path)) process.exit();
const pipe = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
const buffer = Buffer.alloc(1 << 16);
let seen = performance.now();
let owed = 0;

const timer = setInterval(() => {
  const now = performance.now();
  owed = Math.min(owed + (now - seen) * bytesPerMs, MOST_OWED_MS * bytesPerMs);
  seen = now;
  while (owed >= 1) {
    const read = readSome(Math.min(Math.floor(owed), buffer.length));
    if (read === 0) return;
    owed -= read;
  }
}, EVERY_MS);

process.stdin.resume();
process.stdin.once('close', () => {
  clearInterval(timer);
  closeSync(pipe);
});

/** @param {number} bytes */
function readSome(bytes) {
  try {
    return readSync(pipe, buffer, 0, bytes, null);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}
