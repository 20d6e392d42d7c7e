import { checkedChoice } from '../base/refused.ts';
import type { SampleFormat } from './sample-format.ts';

/** The formats that Capstan writes. Adding one whose container exists changes only this file and its test. */
export type FormatId = 'wav' | 'flac' | 'opus' | 'mp3' | 'm4a';

export type Container = 'wav' | 'flac' | 'ogg-opus' | 'mp3' | 'm4a';

export interface Quality {
  readonly id: string;
  /** Shown in the user interface. */
  readonly label: string;
  /** Sample format of the journal of a take recorded at this quality. */
  readonly sampleFormat: SampleFormat;
  /** Bitrate in kb/s that the encoder is set to or expected to produce. Undefined: as much as the samples need. */
  readonly kilobits?: number;
  /** ffmpeg's encoder arguments. */
  readonly args: readonly string[];
}

export interface FormatEntry {
  readonly id: FormatId;
  readonly label: string;
  readonly extension: string;
  readonly mimeType: string;
  readonly container: Container;
  /** ffmpeg's muxer arguments for a sample rate in Hz. */
  readonly muxer: (sampleRate: number) => readonly string[];
  /** Sample rates in Hz that the encoder accepts. Other rates are resampled to `resampleTo`. */
  readonly sampleRates: 'any' | readonly number[];
  readonly resampleTo: number;
  readonly maxChannels: number;
  /**
   * ffmpeg's names of the layouts beyond stereo that the encoder accepts; undefined means any. ffmpeg mixes other
   * layouts to the nearest one.
   */
  readonly layouts?: readonly string[];
  /**
   * Whether the encoder computes in floats and is fed floats. Otherwise ffmpeg's own conversion takes a tenth of the
   * encoding time.
   */
  readonly fedFloats: boolean;
  /** Frames in one codec frame. The encoded length may differ from the recording's by at most this many frames. */
  readonly codecFrame: number;
  readonly qualities: readonly Quality[];
  readonly defaultQuality: string;
}

const MPEG_RATES = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];

export const FORMATS: readonly FormatEntry[] = [
  {
    id: 'wav',
    label: 'WAV',
    extension: 'wav',
    mimeType: 'audio/wav',
    container: 'wav',
    muxer: () => ['-rf64', 'auto', '-f', 'wav'],
    sampleRates: 'any',
    resampleTo: 48000,
    maxChannels: 8,
    fedFloats: false,
    codecFrame: 0,
    qualities: [
      { id: 's16', label: '16-bit', sampleFormat: 's16', args: ['-c:a', 'pcm_s16le'] },
      { id: 's24', label: '24-bit', sampleFormat: 's24', args: ['-c:a', 'pcm_s24le'] },
      { id: 'f32', label: '32-bit float', sampleFormat: 'f32', args: ['-c:a', 'pcm_f32le'] },
    ],
    defaultQuality: 's24',
  },
  {
    id: 'flac',
    label: 'FLAC',
    extension: 'flac',
    mimeType: 'audio/flac',
    container: 'flac',
    muxer: () => ['-f', 'flac'],
    sampleRates: 'any',
    resampleTo: 48000,
    maxChannels: 8,
    fedFloats: false,
    codecFrame: 0,
    qualities: [
      {
        id: 's16',
        label: '16-bit',
        sampleFormat: 's16',
        args: ['-c:a', 'flac', '-sample_fmt', 's16', '-compression_level', '5'],
      },
      {
        id: 's24',
        label: '24-bit',
        sampleFormat: 's24',
        args: ['-c:a', 'flac', '-sample_fmt', 's32', '-bits_per_raw_sample', '24', '-compression_level', '5'],
      },
    ],
    defaultQuality: 's24',
  },
  {
    id: 'opus',
    label: 'Opus',
    extension: 'opus',
    mimeType: 'audio/ogg; codecs=opus',
    container: 'ogg-opus',
    muxer: () => ['-f', 'ogg'],
    sampleRates: [48000],
    resampleTo: 48000,
    maxChannels: 8,
    // The layouts of RFC 7845, section 5.1.1.2. libopus refuses 2.1 and 4.0.
    layouts: ['3.0', 'quad', '5.0', '5.1', '6.1', '7.1'],
    fedFloats: true,
    codecFrame: 960,
    qualities: [
      opus('voice-32', 'Voice, 32 kb/s', 32, 'voip'),
      opus('voice-64', 'Voice, 64 kb/s', 64, 'voip'),
      opus('music-96', 'Music, 96 kb/s', 96, 'audio'),
      opus('music-128', 'Music, 128 kb/s', 128, 'audio'),
      opus('music-192', 'Music, 192 kb/s', 192, 'audio'),
    ],
    defaultQuality: 'music-128',
  },
  {
    id: 'mp3',
    label: 'MP3',
    extension: 'mp3',
    mimeType: 'audio/mpeg',
    container: 'mp3',
    muxer: () => ['-id3v2_version', '3', '-write_xing', '1', '-f', 'mp3'],
    sampleRates: MPEG_RATES,
    resampleTo: 48000,
    maxChannels: 2,
    fedFloats: true,
    codecFrame: 1152,
    qualities: [
      mp3Constant(128),
      mp3Constant(192),
      mp3Constant(256),
      mp3Constant(320),
      mp3Variable(0, 245),
      mp3Variable(2, 190),
      mp3Variable(4, 165),
    ],
    defaultQuality: 'cbr-192',
  },
  {
    id: 'm4a',
    label: 'AAC (M4A)',
    extension: 'm4a',
    mimeType: 'audio/mp4',
    container: 'm4a',
    // With the default timescale of 1000, players that follow the edit list would cut up to a millisecond.
    muxer: (sampleRate) => ['-movie_timescale', String(sampleRate), '-f', 'ipod'],
    sampleRates: [...MPEG_RATES, 64000, 88200, 96000],
    resampleTo: 48000,
    maxChannels: 8,
    fedFloats: true,
    codecFrame: 1024,
    qualities: [aac(96), aac(128), aac(192), aac(256)],
    defaultQuality: 'aac-192',
  },
];

function opus(id: string, label: string, kilobits: number, application: 'voip' | 'audio'): Quality {
  return {
    id,
    label,
    sampleFormat: 's24',
    kilobits,
    args: ['-c:a', 'libopus', '-b:a', `${kilobits}k`, '-vbr', 'on', '-application', application],
  };
}

function mp3Constant(kilobits: number): Quality {
  return {
    id: `cbr-${kilobits}`,
    label: `${kilobits} kb/s`,
    sampleFormat: 's24',
    kilobits,
    args: ['-c:a', 'libmp3lame', '-b:a', `${kilobits}k`],
  };
}

function mp3Variable(level: number, kilobits: number): Quality {
  return {
    id: `vbr-v${level}`,
    label: `Variable V${level}, about ${kilobits} kb/s`,
    sampleFormat: 's24',
    kilobits,
    args: ['-c:a', 'libmp3lame', '-q:a', String(level)],
  };
}

function aac(kilobits: number): Quality {
  return {
    id: `aac-${kilobits}`,
    label: `${kilobits} kb/s`,
    sampleFormat: 's24',
    kilobits,
    args: ['-c:a', 'aac', '-b:a', `${kilobits}k`],
  };
}

export function isFormatId(value: unknown): value is FormatId {
  return FORMATS.some((format) => format.id === value);
}

/** Throws `invalid-option` if there is no such format. */
export function formatEntry(id: FormatId): FormatEntry {
  return entryOf('format', FORMATS, id);
}

/** The quality with this id, or the format's default. Throws `invalid-option` if the format does not have it. */
export function qualityEntry(format: FormatEntry, id?: string): Quality {
  return entryOf(`quality of ${format.id}`, format.qualities, id ?? format.defaultQuality);
}

function entryOf<Entry extends { readonly id: string }>(
  field: string,
  entries: readonly Entry[],
  id: string,
): Entry {
  const ids = entries.map((entry) => entry.id);
  checkedChoice(field, id, ids);
  return entries[ids.indexOf(id)]!;
}

/** The sample rate in Hz of the encoded file of a recording at `sampleRate`. */
export function encodedSampleRate(format: FormatEntry, sampleRate: number): number {
  if (format.sampleRates === 'any' || format.sampleRates.includes(sampleRate)) return sampleRate;
  return format.resampleTo;
}
