import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startExample } from '../../examples/voice-note/server.mjs';
import { tempFolder } from './temp-folder.ts';

/** Sends a note to the example's server, and returns its answer and the notes that it has. */
async function send(path: string, bytes: string): Promise<{ status: number; notes: number }> {
  const root = await tempFolder({ 'index.html': '' });
  const notes = join(root, 'notes');
  const server = await startExample({ root, notes, port: 0 });
  onTestFinished(() => server.close());
  const form = new FormData();
  form.append('note', new File([bytes], 'note.opus'));
  const { status } = await fetch(new URL(path, server.url), { method: 'POST', body: form });
  return { status, notes: (await readdir(notes)).length };
}

test('a note is kept, also where the address has a query', async () => {
  expect(await send('/upload', 'OggS')).toEqual({ status: 200, notes: 1 });
  expect(await send('/upload?from=page', 'OggS')).toEqual({ status: 200, notes: 1 });
});

test('an empty note is refused, and leaves no file', async () => {
  expect(await send('/upload', '')).toEqual({ status: 400, notes: 0 });
});
