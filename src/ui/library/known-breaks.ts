import type { Take } from '../../engine/takes/take.ts';

const KEY = 'capstan-known-breaks';

/** The interruptions that the person knows of, in any tab. They outlast the page. */
export function knownBreaks(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

export function keepKnownBreaks(breaks: readonly string[]): void {
  try {
    if (breaks.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(breaks));
  } catch {
    // The browser keeps nothing for this page: the next one tells them again.
  }
}

export function noteBreaks(takes: readonly Take[]): void {
  if (takes.length > 0) keepKnownBreaks([...new Set([...knownBreaks(), ...takes.map(breakOf)])]);
}

/** A take that is continued and breaks off once more has another length, and is told again. */
export function breakOf({ id, frames }: Take): string {
  return `${id} ${frames}`;
}
