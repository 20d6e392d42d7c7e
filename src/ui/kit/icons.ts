import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Small decorative icons beside text. They add no information to it. */
function icon(drawing: SVGTemplateResult): TemplateResult {
  return html`<svg
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${drawing}
  </svg>`;
}

export const recordIcon = icon(svg`<circle cx="10" cy="10" r="6.5" fill="currentColor" stroke="none" />`);
export const stopIcon = icon(
  svg`<rect x="4.5" y="4.5" width="11" height="11" rx="1.5" fill="currentColor" stroke="none" />`,
);
export const pauseIcon = icon(svg`<path d="M7 4.5v11M13 4.5v11" stroke-width="2.6" />`);
export const playIcon = icon(svg`<path d="M6.5 4.2v11.6l9-5.8z" fill="currentColor" />`);
export const markerIcon = icon(svg`<path d="M5.5 17V3.5h9l-2.3 3.4 2.3 3.4h-9" />`);
export const closeIcon = icon(svg`<path d="M5 5l10 10M15 5L5 15" />`);
export const settingsIcon = icon(
  svg`<path d="M3 6h7M14 6h3M3 14h3M10 14h7" /><circle cx="12" cy="6" r="2" /><circle cx="8" cy="14" r="2" />`,
);
export const openIcon = icon(
  svg`<path d="M2.8 15.2V5.3c0-.7.5-1.2 1.2-1.2h3.5l1.8 2h6.7c.7 0 1.2.5 1.2 1.2v7.9c0 .7-.5 1.2-1.2 1.2H4c-.7 0-1.2-.5-1.2-1.2z" />`,
);
export const takesIcon = icon(svg`<path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13" />`);
export const moreIcon = icon(
  svg`<circle cx="4.5" cy="10" r="0.7" fill="currentColor" /><circle cx="10" cy="10" r="0.7" fill="currentColor" /><circle cx="15.5" cy="10" r="0.7" fill="currentColor" />`,
);
export const wholeIcon = icon(svg`<path d="M4 10.5l4 4 8-9" />`);
export const informationIcon = icon(svg`<circle cx="10" cy="10" r="7" /><path d="M10 9.2v4.3M10 6.4v.1" />`);
export const warningIcon = icon(svg`<path d="M10 3.2l7.5 13.3h-15zM10 8v4M10 14.3v.1" />`);
export const searchIcon = icon(svg`<circle cx="9" cy="9" r="5.2" /><path d="M13 13l4 4" />`);
const STAR = 'M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6z';
export const starIcon = icon(svg`<path d=${STAR} />`);
export const starredIcon = icon(svg`<path d=${STAR} fill="currentColor" />`);
