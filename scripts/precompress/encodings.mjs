import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * @typedef {object} Encoding
 * @property {string} suffix the suffix of the compressed file
 * @property {number} quality the encoding's highest quality
 * @property {(data: Buffer, quality: number) => Promise<Buffer>} compress runs on zlib's own threads
 */

/** @type {readonly Encoding[]} */
export const ENCODINGS = [
  {
    suffix: '.br',
    quality: 11,
    compress: (data, quality) =>
      promisify(brotliCompress)(data, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_LGWIN]: 24, // 16 MiB, the largest window that browsers decode
          [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
        },
      }),
  },
  {
    suffix: '.gz',
    quality: 9,
    compress: (data, quality) => promisify(gzip)(data, { level: quality }),
  },
];
