import type { Take } from '../../engine/takes/take.ts';

const KEY = 'capstan-known-breaks';
/** Which of their takes are gone for good is not known while the list cannot be read, so the oldest are forgotten. */
const MOST = 200;

/** The interruptions that the person knows of, in any tab. They outlast the page. */
export function knownBreaks(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

export function noteBreaks(takes: readonly Take[]): void {
  if (takes.length === 0) return;
  const breaks = [...new Set([...knownBreaks(), ...takes.map(breakOf)])].slice(-MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(breaks));
  } catch {
    // The browser keeps nothing for this page: the next one tells them again.
  }
}

/** A take that is continued and breaks off once more has another length, and is told again. */
export function breakOf({ id, frames }: Take): string {
  return `${id} ${frames}`;
}
