import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INPUT_GUARD } from '../../../src/shared/encode/ffmpeg-args.ts';
import { ENDINGS_OF, READABLE_ENDINGS } from '../../../src/shared/encode/readable-files.ts';
import { run } from '../media-tools.ts';

/**
 * Endings of pictures, subtitles, lists of other files and disc images: they have no sound, or are not a single file.
 */
const NO_SOUND = ['avif', 'mks', 'psp', 'ism', 'ismv', 'isma', 'mj2', 'mk3d'];
const DEMUXERS = Object.keys(ENDINGS_OF);

test('every container that the core is built with has its endings, and no other has', () => {
  const parts = readFileSync('core/parts.sh', 'utf8');
  const built = /^DEMUXERS=(.*)$/m.exec(parts)![1]!.split(',');
  expect(built.filter((name) => !name.startsWith('pcm_')).sort()).toEqual([...DEMUXERS].sort());
  const allowed = INPUT_GUARD.at(-1)!.split(',');
  expect(DEMUXERS.filter((name) => !allowed.includes(name))).toEqual([]);
});

test('what ffmpeg itself knows as their endings is among them', async () => {
  for (const demuxer of DEMUXERS) {
    const help = await run('ffmpeg', ['-v', 'error', '-h', `demuxer=${demuxer}`]);
    const known = /Common extensions: (.*)\./.exec(help)?.[1]?.split(',') ?? [];
    const missing = known.filter(
      (ending) => !READABLE_ENDINGS.includes(ending) && !NO_SOUND.includes(ending),
    );
    expect(missing, demuxer).toEqual([]);
  }
});
