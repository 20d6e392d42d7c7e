const COUNT = new Intl.NumberFormat('en-US');

/**
 * @param {import('./first-load.mjs').FirstLoad} load
 * @param {number} budget gzip bytes
 * @returns {string} a table for the terminal
 */
export function sizeTable({ bytes, gzipBytes, parts }, budget) {
  const row = (/** @type {string} */ name, /** @type {number} */ raw, /** @type {number} */ zipped) =>
    `  ${name.padEnd(52)} ${COUNT.format(raw).padStart(11)} ${COUNT.format(zipped).padStart(11)}`;
  const rows = (/** @type {boolean} */ counted) =>
    parts
      .filter((part) => part.counted === counted)
      .map((part) => row(`${part.kind.padEnd(8)} ${part.file}`, part.bytes, part.gzipBytes));
  return [
    `First load, before ffmpeg${' '.repeat(35)} bytes        gzip`,
    ...rows(true),
    row('sum', bytes, gzipBytes),
    `  ${'budget'.padEnd(64)} ${COUNT.format(budget).padStart(11)}`,
    ...(parts.some((part) => !part.counted) ? ['Not counted', ...rows(false)] : []),
  ].join('\n');
}
