import { css } from 'lit';

/** Buttons, fields and small print; the same in every component. */
export const controls = css`
  :host {
    display: block;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  /* Words about a key, and what those who use a finger read instead. */
  .by-hand {
    display: none;
  }

  @media (pointer: coarse) {
    .by-hand {
      display: inline;
    }

    .by-key {
      display: none;
    }
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  :focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }

  button,
  input,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    scroll-margin-block: 0.5rem;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    min-block-size: var(--control-size);
    padding: 0 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--surface);
    font-size: var(--text-m);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color 120ms ease-out,
      border-color 120ms ease-out;
  }

  /* A finger would leave it so until something else is tapped. */
  @media (hover: hover) {
    button:hover {
      border-color: var(--control);
      background: var(--sunken);
    }
  }

  button:disabled,
  button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--soft);
  }

  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  @media (hover: hover) {
    button.quiet:hover {
      background: var(--sunken);
      color: var(--ink);
    }

    button.primary:hover {
      background: color-mix(in srgb, var(--accent) 85%, var(--ink));
    }
  }

  .field {
    display: grid;
    gap: 0.3rem;
    min-inline-size: 0;
    align-content: start;
  }

  .field > label,
  .field > .label {
    font-size: var(--text-s);
    font-weight: 500;
    color: var(--soft);
  }

  input[type='text'],
  select {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--control-size);
    padding: 0 0.75rem;
    border: 1px solid var(--control);
    border-radius: var(--radius-m);
    background: var(--surface);
    text-overflow: ellipsis;
  }

  select {
    appearance: none;
    padding-inline-end: 2rem;
    background-image:
      linear-gradient(45deg, transparent 50%, var(--soft) 50%),
      linear-gradient(-45deg, transparent 50%, var(--soft) 50%);
    background-position:
      right 1.05rem center,
      right 0.75rem center;
    background-size: 0.3rem 0.3rem;
    background-repeat: no-repeat;
  }

  /* Background positions have no logical form. */
  select:dir(rtl) {
    background-position:
      left 0.75rem center,
      left 1.05rem center;
  }

  input[type='text']:disabled,
  input[type='text']:read-only,
  select:disabled {
    border-color: var(--line);
    background-color: var(--sunken);
    color: var(--soft);
    opacity: 1;
  }

  .small {
    font-size: var(--text-s);
    line-height: 1.125rem;
    color: var(--soft);
  }

  /* For screen readers only. */
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  kbd {
    padding: 0.05em 0.4em;
    border: 1px solid var(--control);
    border-radius: 0.3em;
    font: inherit;
    font-size: 0.86em;
  }

  .numbers {
    font-variant-numeric: tabular-nums;
  }

  svg {
    inline-size: 1.125em;
    block-size: 1.125em;
    flex: none;
  }

  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 0.375rem;
    border: 0;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--sunken);
    color: var(--accent);
  }

  progress::-webkit-progress-bar {
    background: var(--sunken);
  }

  progress::-webkit-progress-value {
    background: var(--accent);
  }

  progress::-moz-progress-bar {
    background: var(--accent);
  }

  /* Forced colours take the arrow away, and give the bar the page's background: it would be invisible. */
  @media (forced-colors: active) {
    select {
      appearance: auto;
      padding-inline-end: 0.25rem !important;
    }

    progress {
      forced-color-adjust: none;
      border: 1px solid CanvasText;
      background: Canvas;
    }

    progress::-webkit-progress-bar {
      background: Canvas;
    }

    progress::-webkit-progress-value {
      background: Highlight;
    }

    progress::-moz-progress-bar {
      background: Highlight;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Native dialogs. */
export const dialogStyle = css`
  dialog {
    inline-size: min(30rem, calc(100vw - 2rem));
    max-block-size: calc(100dvh - 2rem);
    padding: 1.5rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--raised);
    color: var(--ink);
    box-shadow: var(--shadow);
  }

  dialog::backdrop {
    background: rgb(20 15 10 / 45%);
  }

  dialog h2 {
    margin-block-end: 0.5rem;
    font-size: 1.125rem;
    font-weight: 650;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5rem;
    margin-block-start: 1.5rem;
  }
`;
