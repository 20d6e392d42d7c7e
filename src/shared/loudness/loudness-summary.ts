/** What was measured of a whole sound. That of a take as it was recorded is in the take's log. */
export interface LoudnessSummary {
  /** In LUFS; undefined if nothing is above the gate. */
  readonly integrated?: number;
  /** In LU, 0 or more. */
  readonly range: number;
  /** 1 is full scale. */
  readonly truePeak: number;
}

/** A log is JSON, which has no infinity. */
export function loudnessSummary(measured: {
  readonly integrated: number;
  readonly range: number;
  readonly truePeak: number;
}): LoudnessSummary {
  const { integrated, range, truePeak } = measured;
  return { ...(Number.isFinite(integrated) ? { integrated } : {}), range, truePeak };
}
