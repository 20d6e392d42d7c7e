import type { TakeEvent } from './take-events.ts';

export function eventLine(event: TakeEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** Parses a log. Skips incomplete lines, such as a crash leaves at the end. */
export function parseEventLog(text: string): TakeEvent[] {
  const events: TakeEvent[] = [];
  for (const line of text.split('\n')) {
    const event = parseLine(line);
    if (event !== undefined) events.push(event);
  }
  return events;
}

function parseLine(line: string): TakeEvent | undefined {
  if (line.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as TakeEvent) : undefined;
  } catch {
    return undefined;
  }
}
