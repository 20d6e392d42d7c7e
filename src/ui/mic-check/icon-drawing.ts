import { html, nothing, svg } from 'lit';
import type { Guide } from './steps.ts';

const SIGNS = {
  /** Two sliders: Chromium's settings of a page. */
  sliders: svg`<path d="M13 15h7M28 15h5M13 25h3M24 25h9" /><circle cx="24" cy="15" r="3.4" /><circle cx="20" cy="25" r="3.4" />`,
  lock: svg`<rect x="15" y="18" width="16" height="12" rx="2" /><path d="M18.500 18v-3.500a4.500 4.500 0 0 1 9 0v3.500" />`,
  /** Firefox shows it while the microphone is blocked. */
  crossed: svg`<rect x="20" y="10" width="6" height="11" rx="3" /><path d="M17 19a6 6 0 0 0 12 0M23 25v4M15 11l16 18" />`,
};

/** The beginning of an address bar, with the icon to press. */
export function iconDrawing(icon: Guide['icon']) {
  if (icon === undefined) return nothing;
  return html`<svg class="drawing" viewBox="0 0 200 40" aria-hidden="true">
    <rect class="field" x="1" y="1" width="198" height="38" rx="19" />
    <g class="sign">${SIGNS[icon]}</g>
    <path class="address" d="M48 20h92" />
    <circle class="ring" cx="23" cy="20" r="16" />
  </svg>`;
}
