import { css, html } from 'lit';

type KeyRow = readonly [keys: readonly string[], meaning: string];

/** Every key that works everywhere, with what it does. */
const ALL_KEYS: readonly KeyRow[] = [
  [['R'], 'Record, stop'],
  [['P'], 'Pause, resume'],
  [['M'], 'Set a marker'],
  [['Shift', 'M'], 'Set a marker and name it'],
  [['N'], 'Stop and start the next take'],
  [['Backspace'], 'Held in a take: discard it and start again'],
  [['Space'], 'In a take: pause, resume. Otherwise: play, pause the last take'],
  [['/'], 'Search takes'],
  [['?'], 'All keys'],
  [['Ctrl', ','], 'Settings'],
  [['Esc'], 'Back'],
];

/** The keys in the list of takes. */
const LIST_KEYS: readonly KeyRow[] = [
  [['Space'], 'Play, pause'],
  [['←', '→'], 'A second back, a second on'],
  [['Enter'], 'Open'],
  [['F2'], 'Rename; Tab goes on to the next name'],
  [['S'], 'Star'],
  [['X'], 'Reject'],
  [['Del'], 'Delete'],
  [['Ctrl', 'Z'], 'Undo the deletion'],
  [['Shift', '↓'], 'Select'],
  [['Ctrl', 'A'], 'Select all'],
  [['Ctrl', 'E'], 'Export'],
  [['Shift', 'F10'], 'Menu'],
];

/** The keys on the page of a take. */
const TAKE_KEYS: readonly KeyRow[] = [
  [['Space'], 'Play, pause; K does so, too'],
  [['J', 'L'], '5 seconds back, 5 seconds on'],
  [['←', '→'], 'A second back, a second on; with Shift 5 seconds'],
  [['Home', 'End'], 'To the start, to the end'],
  [['Alt', '←'], 'To the marker before; with → to the next'],
  [['[', ']'], 'The selection begins here, ends here'],
  [['T'], 'Keep only the selection'],
  [['S'], 'Split the take at the playhead'],
  [['Del'], 'Cut the selection'],
  [['+', '−'], 'Zoom in, out'],
  [['0'], 'Show the whole take'],
  [['Ctrl', 'Z'], 'Undo; with Shift: redo'],
];

export const keysListStyle = css`
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.75rem 1rem;
    align-items: baseline;
    margin-block-start: 1rem;
  }

  h3 {
    margin-block-start: 1.25rem;
    font-size: var(--text-m);
  }

  dt {
    white-space: nowrap;
  }
`;

/** All keys of the page. */
export function keysList() {
  return html`
    <dl>${ALL_KEYS.map(keyView)}</dl>
    <h3>In the list of takes</h3>
    <dl>${LIST_KEYS.map(keyView)}</dl>
    <h3>On the page of a take</h3>
    <dl>${TAKE_KEYS.map(keyView)}</dl>
  `;
}

function keyView([keys, meaning]: KeyRow) {
  return html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
    <dd>${meaning}</dd>`;
}
