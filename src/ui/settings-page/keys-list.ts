import { css, html } from 'lit';
import * as words from '../words/later/settings.ts';

type KeyRow = readonly [keys: readonly string[], meaning: string];

const keys = words.keyNames;
const everywhere = words.keysEverywhere;
const inList = words.keysInList;
const onTakePage = words.keysOnTakePage;

/** Every key that works everywhere, with what it does. */
const ALL_KEYS: readonly KeyRow[] = [
  [['R'], everywhere.record],
  [['P'], everywhere.pause],
  [['M'], everywhere.mark],
  [[keys.shift, 'M'], everywhere.markAndName],
  [['N'], everywhere.next],
  [[keys.backspace], everywhere.discard],
  [[keys.space], everywhere.space],
  [['/'], everywhere.search],
  [['?'], everywhere.allKeys],
  [[keys.control, ','], everywhere.settings],
  [[keys.escape], everywhere.leave],
];

/** The keys in the list of takes. */
const LIST_KEYS: readonly KeyRow[] = [
  [[keys.space], inList.play],
  [['←', '→'], inList.jump],
  [[keys.enter], inList.open],
  [['F2'], inList.rename],
  [['S'], inList.star],
  [['X'], inList.reject],
  [[keys.delete], inList.delete],
  [[keys.control, 'Z'], inList.undo],
  [[keys.shift, '↓'], inList.select],
  [[keys.control, 'A'], inList.selectAll],
  [[keys.control, 'E'], inList.export],
  [[keys.shift, 'F10'], inList.menu],
];

/** The keys on the page of a take. */
const TAKE_KEYS: readonly KeyRow[] = [
  [[keys.space], onTakePage.play],
  [['J', 'L'], onTakePage.jumpFar],
  [['←', '→'], onTakePage.jump],
  [[keys.home, keys.end], onTakePage.ends],
  [[keys.alt, '←'], onTakePage.markers],
  [[keys.alt, keys.shift, '←'], onTakePage.nudge],
  [['[', ']'], onTakePage.select],
  [['T'], onTakePage.trim],
  [['S'], onTakePage.split],
  [[keys.delete], onTakePage.cut],
  [[keys.escape], onTakePage.clear],
  [['+', '−'], onTakePage.zoom],
  [['0'], onTakePage.showAll],
  [[keys.control, 'Z'], onTakePage.undo],
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
    <h3>${words.inList}</h3>
    <dl>${LIST_KEYS.map(keyView)}</dl>
    <h3>${words.onTakePage}</h3>
    <dl>${TAKE_KEYS.map(keyView)}</dl>
  `;
}

function keyView([keys, meaning]: KeyRow) {
  return html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
    <dd>${meaning}</dd>`;
}
