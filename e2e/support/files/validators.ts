import { Findings, type AudioFacts } from './findings.ts';
import { mediaInfo, type MediaInfo } from './media-info.ts';
import { mp4Boxes } from './mp4-boxes.ts';

export type FileFormat = 'wav' | 'flac' | 'opus' | 'mp3' | 'm4a';

export interface Validation extends AudioFacts {
  readonly ok: boolean;
  readonly problems: readonly string[];
  /** The tools that checked the file. */
  readonly tools: readonly string[];
}

const NOTHING: AudioFacts = { durationSeconds: Number.NaN, sampleRate: Number.NaN, channels: Number.NaN };

/**
 * Checks a file with every independent tool there is. Facts that cannot be read are NaN and a problem. For MP3, the
 * duration is that of all frames: with the encoder's delay and padding it exceeds the content by up to 0.1 s.
 */
export async function validate(file: string, format: FileFormat): Promise<Validation> {
  const findings = new Findings();
  const facts = await VALIDATORS[format](file, findings);
  const { problems, tools } = findings;
  return { ok: problems.length === 0, problems, ...facts, tools };
}

const VALIDATORS: Record<FileFormat, (file: string, findings: Findings) => Promise<AudioFacts>> = {
  wav: validateWav,
  flac: validateFlac,
  opus: validateOpus,
  mp3: validateMp3,
  m4a: validateM4a,
};

async function validateWav(file: string, findings: Findings): Promise<AudioFacts> {
  // sndfile-info exits with 0 whatever it finds, so wrong sizes only show in its text. It reads no fact chunk in RF64
  // and reports that with the same asterisks that it uses for damage. It does the same for any data of odd length, with
  // or without a pad byte.
  const info = await findings.run(
    'sndfile-info',
    [file],
    /should be(?! an even number)|\*\*\*(?! fact|\*? All non-PCM| 'data' chunk should be an even number)|error|not recogni[sz]ed/i,
  );
  // It takes integer PCM in the extensible form for another format that would need a fact chunk.
  if (
    /All non-PCM format files should have a 'fact'/.test(info.stdout) &&
    !/^ +format : pcm$/m.test(info.stdout)
  )
    findings.add('sndfile-info', 'there is no fact chunk');
  const sampleRate = findings.number(info, 'the rate', /^Sample Rate : (\d+)/m);
  const channels = findings.number(info, 'the channels', /^Channels +: (\d+)/m);
  const frames = findings.number(info, 'the frames', /^Frames +: (\d+)/m);
  const sox = await findings.run('sox', ['--i', file], /WARN|FAIL/);
  findings.compare('sox', 'frames', findings.number(sox, 'the duration', /= (\d+) samples/), frames);
  findings.compare('sox', 'rate', findings.number(sox, 'the rate', /^Sample Rate +: (\d+)/m), sampleRate);
  findings.compare('sox', 'channels', findings.number(sox, 'the channels', /^Channels +: (\d+)/m), channels);
  return { durationSeconds: frames / sampleRate, sampleRate, channels };
}

async function validateFlac(file: string, findings: Findings): Promise<AudioFacts> {
  // This decodes the complete file and checks every frame's CRC and the MD5 of all samples.
  await findings.run('flac', ['--test', '--warnings-as-errors', '--silent', file]);
  return expectMedia(file, findings, { container: 'FLAC', codec: 'FLAC' });
}

async function validateOpus(file: string, findings: Findings): Promise<AudioFacts> {
  const info = await findings.run('opusinfo', [file], /WARNING|ERROR/);
  const channels = findings.number(info, 'the channels', /Channels: (\d+)/);
  const [, minutes, seconds] = /Playback length: (\d+)m:([\d.]+)s/.exec(info.stdout) ?? [];
  if (seconds === undefined) findings.add('opusinfo', 'does not report the playback length');
  await findings.run('oggz-validate', [file], /^\S+: Error|\*\*\*/);
  // Opus always decodes at 48 kHz; the rate in its header only describes the input.
  return { durationSeconds: Number(minutes) * 60 + Number(seconds), sampleRate: 48_000, channels };
}

async function validateMp3(file: string, findings: Findings): Promise<AudioFacts> {
  // mp3val exits with 0 whatever it finds.
  const report = await findings.run('mp3val', [file], /^(WARNING|ERROR|PROBLEM)/);
  const frames = findings.number(report, 'the frames', /: (\d+) MPEG frames/);
  await decodeAll(file, findings);
  const facts = await expectMedia(file, findings, { container: 'MPEG Audio', codec: 'MPEG Audio' });
  // The frame with the Xing or Info tag has no audio: mp3val counts it, ffprobe does not.
  const probe = await findings.run('ffprobe', [
    '-v',
    'error',
    '-count_packets',
    '-show_streams',
    '-of',
    'flat',
    file,
  ]);
  const audioFrames = findings.number(probe, 'the packets', /nb_read_packets="(\d+)"/);
  findings.compare('mp3val', 'frames', frames, audioFrames + 0.5, 0.5);
  // An MPEG 1 frame has 1152 samples, an MPEG 2 frame (up to 24 kHz) has 576.
  const frameSeconds = (facts.sampleRate > 24_000 ? 1152 : 576) / facts.sampleRate;
  const durationSeconds = audioFrames * frameSeconds;
  findings.compare('mediainfo', 'duration', facts.durationSeconds, durationSeconds, frameSeconds);
  return { ...facts, durationSeconds };
}

async function validateM4a(file: string, findings: Findings): Promise<AudioFacts> {
  findings.tools.push('box walk');
  try {
    const types = mp4Boxes(file).map(({ type }) => type);
    if (types[0] !== 'ftyp') findings.add('box walk', `the file begins with "${types[0]}"`);
    for (const type of ['moov', 'mdat']) {
      if (!types.includes(type)) findings.add('box walk', `there is no ${type}`);
    }
  } catch (error) {
    findings.add('box walk', (error as Error).message);
  }
  const probe = await findings.run('ffprobe', ['-v', 'error', '-show_streams', '-of', 'flat', file]);
  if (probe.stderr.trim() !== '') findings.add('ffprobe', probe.stderr.trim());
  await decodeAll(file, findings);
  const facts = await expectMedia(file, findings, { container: 'MPEG-4', codec: 'AAC', profile: 'LC' });
  if (probe.code === 0) {
    const rate = findings.number(probe, 'the rate', /sample_rate="(\d+)"/);
    findings.compare('ffprobe', 'rate', rate, facts.sampleRate);
    const channels = findings.number(probe, 'the channels', /channels=(\d+)/);
    findings.compare('ffprobe', 'channels', channels, facts.channels);
  }
  return facts;
}

/** ffmpeg conceals damaged frames, reports them, and exits with 0, so any output is a problem. */
async function decodeAll(file: string, findings: Findings): Promise<void> {
  const { code, stderr } = await findings.run('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-']);
  if (code === 0 && stderr.trim() !== '')
    findings.add('ffmpeg', stderr.trim().split('\n').slice(0, 5).join(' | '));
}

type Expected = Pick<MediaInfo, 'container' | 'codec'> & { readonly profile?: string };

async function expectMedia(file: string, findings: Findings, expected: Expected): Promise<AudioFacts> {
  findings.tools.push('mediainfo');
  const media = await mediaInfo(file);
  if (media === undefined) {
    findings.add('mediainfo', 'finds no audio');
    return NOTHING;
  }
  if (media.container !== expected.container)
    findings.add('mediainfo', `the container is ${media.container}`);
  if (media.codec !== expected.codec) findings.add('mediainfo', `the codec is ${media.codec}`);
  if (expected.profile !== undefined && media.profile !== expected.profile) {
    findings.add('mediainfo', `the profile is ${media.profile ?? 'not given'}`);
  }
  if (media.audioTracks !== 1) findings.add('mediainfo', `finds ${media.audioTracks} audio tracks`);
  if (media.truncated) findings.add('mediainfo', 'the file is truncated');
  const { durationSeconds, sampleRate, channels } = media;
  return { durationSeconds, sampleRate, channels };
}
