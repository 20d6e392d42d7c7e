import { mustRun } from '../browser/run.ts';

export interface MediaInfo {
  readonly container: string;
  readonly codec: string;
  /** AAC's object type ("LC"), if there is one. */
  readonly profile: string | undefined;
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
  /** Number of MP3 or AAC frames. */
  readonly frameCount: number | undefined;
  /** The container claims more bytes than the file has. */
  readonly truncated: boolean;
  readonly audioTracks: number;
}

type Track = Readonly<Record<string, unknown>>;

/** What mediainfo reports; undefined for a file in which it finds no audio. */
export async function mediaInfo(file: string): Promise<MediaInfo | undefined> {
  const { stdout } = await mustRun('mediainfo', ['--Output=JSON', file]);
  const report = JSON.parse(stdout) as { media?: { track?: Track[] } | null };
  const tracks = report.media?.track ?? [];
  const general = tracks.find((track) => track['@type'] === 'General') ?? {};
  const audio = tracks.filter((track) => track['@type'] === 'Audio');
  const first = audio[0];
  if (first === undefined) return undefined;
  const frameCount = Number(first['FrameCount']);
  return {
    container: text(general['Format']),
    codec: text(first['Format']),
    profile:
      first['Format_AdditionalFeatures'] === undefined ? undefined : text(first['Format_AdditionalFeatures']),
    // For short files milliseconds are too coarse, so the sample count is used where it is known.
    durationSeconds:
      Number(first['SamplingCount']) / Number(first['SamplingRate']) || Number(first['Duration']),
    sampleRate: Number(first['SamplingRate']),
    channels: Number(first['Channels']),
    frameCount: Number.isFinite(frameCount) ? frameCount : undefined,
    truncated: JSON.stringify(tracks).includes('"IsTruncated":"Yes"'),
    audioTracks: audio.length,
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
