/** A marker as it is set while a take is recorded. */
export interface PlainMarker {
  readonly frame: number;
  readonly label: string;
}

/** Whether two markers are at one place and have one label. */
export function isSameMarker(a: PlainMarker, b: PlainMarker): boolean {
  return a.frame === b.frame && a.label === b.label;
}
