import type { MemoryReading } from './flood-take.ts';

interface Measurement {
  readonly bytes: number;
  readonly breakdown: readonly {
    readonly bytes: number;
    readonly types: readonly string[];
    readonly attribution: readonly { readonly url?: string; readonly scope?: string }[];
  }[];
}

type Measuring = Performance & { measureUserAgentSpecificMemory(): Promise<Measurement> };

declare global {
  /** Called by name, so that whoever drives the page can look at its processes at the same moment. */
  var labCheckpoint: ((seconds: number) => Promise<void>) | undefined;
}

/** The browser collects garbage first, so that only what is held counts. */
export async function measureMemory(seconds: number): Promise<Omit<MemoryReading, 'atSeconds'>> {
  const { bytes, breakdown } = await (performance as Measuring).measureUserAgentSpecificMemory();
  await globalThis.labCheckpoint?.(seconds);
  return {
    bytes,
    breakdown: breakdown
      .filter((part) => part.bytes > 0)
      .map((part) => ({ what: nameOf(part), bytes: part.bytes })),
  };
}

function nameOf({ types, attribution }: Measurement['breakdown'][number]): string {
  const owners = attribution.map(({ url, scope }) =>
    `${scope ?? ''} ${url?.replace(/^.*\//, '') ?? ''}`.trim(),
  );
  return [...owners, ...types].join(', ') || 'shared';
}
