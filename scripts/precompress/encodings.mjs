import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * @typedef {object} Encoding
 * @property {string} suffix of the compressed file
 * @property {(bytes: number) => number} quality for a file of this size
 * @property {(data: Buffer, quality: number) => Promise<Buffer>} compress on zlib's own threads
 */

const SLOW_BYTES = 4 * 1024 * 1024;

/**
 * For the ffmpeg core: 32.2 MB become 8.5 MB in 13 s of one core. Quality 9 makes them 1 % smaller in 23 s, 11 makes
 * them 16 % smaller (7.2 MB) but takes minutes.
 */
const LARGE_QUALITY = 8;

/** @type {readonly Encoding[]} */
export const ENCODINGS = [
  {
    suffix: '.br',
    quality: (bytes) => (bytes > SLOW_BYTES ? LARGE_QUALITY : 11),
    compress: (data, quality) =>
      promisify(brotliCompress)(data, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_LGWIN]: 24, // 16 MB, the most that browsers decode
          [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
        },
      }),
  },
  {
    suffix: '.gz',
    quality: () => 9,
    compress: (data, quality) => promisify(gzip)(data, { level: quality }),
  },
];
