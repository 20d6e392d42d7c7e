import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, type Locator } from 'playwright/test';
import type { ErrorCode } from '../../../src/shared/base/errors.ts';
import { errorWords } from '../../../src/shared/base/error-words.ts';
import type { App } from '../browser/app.ts';

export type WorkerName = 'journal' | 'track-capture' | 'encoder' | 'core-loader' | 'frame-scaler';

/**
 * Prepends a script to a worker's own, in the first `times` workers of that name. The script is plain JavaScript and
 * runs in the worker before the worker's own code.
 */
export async function faultyWorker(
  page: Page,
  name: WorkerName,
  script: string,
  times = Number.POSITIVE_INFINITY,
): Promise<{ readonly started: number }> {
  const count = { started: 0 };
  await page.route(`**/${name}.worker-*.js`, async (route) => {
    const response = await route.fetch().catch(() => undefined);
    // The page or its server is gone. A page that still waits for its worker sees a failed load.
    if (response === undefined) return route.abort().catch(() => {});
    const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers();
    count.started += 1;
    const prelude = count.started <= times ? `${script}\n` : '';
    await route.fulfill({ response, headers, body: prelude + (await response.text()) });
  });
  return count;
}

/**
 * A script for `faultyWorker`: no file whose name matches `names` grows beyond `limit` bytes. A write beyond it is
 * either cut short or throws a `QuotaExceededError`.
 */
export function fullDisk(names: RegExp, limit: number, refusal: 'short' | 'throws'): string {
  const refuse =
    refusal === 'throws'
      ? `throw new DOMException('no space', 'QuotaExceededError')`
      : `return room > 0 ? write.call(this, bytes.subarray(0, room), options) : 0`;
  return `
    const openHandle = FileSystemFileHandle.prototype.createSyncAccessHandle;
    const limited = new WeakSet();
    FileSystemFileHandle.prototype.createSyncAccessHandle = async function (...options) {
      const handle = await openHandle.apply(this, options);
      if (${String(names)}.test(this.name)) limited.add(handle);
      return handle;
    };
    const { write } = FileSystemSyncAccessHandle.prototype;
    FileSystemSyncAccessHandle.prototype.write = function (bytes, options) {
      const room = ${limit} - options.at;
      if (!limited.has(this) || bytes.length <= room) return write.call(this, bytes, options);
      ${refuse};
    };`;
}

/**
 * A script for `faultyWorker`: ffmpeg traps `ms` milliseconds after it was instantiated, like a process that touches
 * memory it does not own.
 */
export function trapAfter(ms: number): string {
  return trapWhen(`performance.now() - began > ${ms}`);
}

/** The same trap after ffmpeg's first write: at any speed it is then in the middle of its file. */
export const TRAP_AFTER_WRITE = `
  let written = false;
  const { write } = FileSystemSyncAccessHandle.prototype;
  FileSystemSyncAccessHandle.prototype.write = function (bytes, options) {
    written = true;
    return write.call(this, bytes, options);
  };
  ${trapWhen('written')}`;

/** The same trap as soon as ffmpeg runs: however fast it is, it never finishes. */
export const TRAP_AT_ONCE = `let calls = 0; ${trapWhen('calls++ > 20')}`;

function trapWhen(condition: string): string {
  return `
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = (module, imports) => {
      const began = performance.now();
      const trapping = (call) => (...args) => {
        if (${condition}) throw new WebAssembly.RuntimeError('unreachable');
        return call(...args);
      };
      const faulty = Object.fromEntries(
        Object.entries(imports).map(([space, values]) => [
          space,
          Object.fromEntries(
            Object.entries(values).map(([name, value]) => [name, typeof value === 'function' ? trapping(value) : value]),
          ),
        ]),
      );
      return instantiate.call(WebAssembly, module, faulty);
    };`;
}

/** A copy of the build that `damage` has damaged. The caller removes the folder. */
export function damagedBuild(folder: string, damage: (assets: string) => void): string {
  cpSync('dist', folder, { recursive: true });
  damage(join(folder, 'assets'));
  return folder;
}

/**
 * Rewrites the only file whose name matches, or removes it when there is no `rewrite`. Its compressed copies are
 * removed too.
 */
export function damage(assets: string, name: RegExp, rewrite?: (bytes: Buffer) => Uint8Array): void {
  const found = readdirSync(assets).filter((file) => name.test(file));
  if (found.length !== 1) throw new Error(`${found.length} files match ${String(name)}`);
  const path = join(assets, found[0]!);
  const bytes = readFileSync(path);
  for (const suffix of ['', '.br', '.gz']) rmSync(path + suffix, { force: true });
  if (rewrite !== undefined) writeFileSync(path, rewrite(bytes));
}

/** Expects the alert for that error code to be visible, with its title and its advice in words. */
export async function expectAlert(app: App, code: ErrorCode, timeout = 15_000): Promise<Locator> {
  const { title, advice } = errorWords(code);
  const alert = app.alert.filter({ hasText: title });
  await expect(alert).toBeVisible({ timeout });
  await expect(alert).toContainText(advice);
  return alert;
}
