/** marker-name-field */

export const nameOfMarker = 'Name of the marker';
export const keysOfMarkerName = 'Enter saves, Esc keeps the name';
