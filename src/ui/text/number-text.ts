/** `3.4 MB`, in powers of a thousand. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[step - 1] ?? ''}`;
}

/** `43 %`. */
export function percentText(fraction: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)} %`;
}

/** `44.1 kHz`. */
export function rateText(sampleRate: number): string {
  return `${sampleRate / 1000} kHz`;
}

/** `−17.8`. What is nearly nothing has no sign. */
export function tenthsText(value: number): string {
  return value.toFixed(1).replace('-0.0', '0.0').replace('-', '−');
}
