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

/**
 * Measures the memory of all the page's threads. The browser collects garbage first, so that only memory in use counts.
 */
export async function measureMemory(): Promise<Omit<MemoryReading, 'atSeconds'>> {
  const { bytes, breakdown } = await (performance as Measuring).measureUserAgentSpecificMemory();
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
