import { css } from 'lit';

/**
 * The grid tracks are fixed, so that no button's position depends on the state or on a text. Widths are in rem and
 * relate to the dock's own width: large text on a wide screen gets the phone layout.
 */
export const recordDockStyle = css`
  :host {
    container-type: inline-size;
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
  }

  .bar {
    padding-block-end: env(safe-area-inset-bottom);
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }

  .bar.recording {
    border-color: var(--record);
    box-shadow: inset 0 1px var(--record);
  }

  .tracks {
    display: grid;
    grid-template:
      'line line line' 1.25rem
      'clock clock clock' 2.25rem
      'marker main pause' 4rem / minmax(0, 1fr) 4rem minmax(0, 1fr);
    align-items: center;
    justify-items: center;
    gap: 0.25rem 0.75rem;
    max-inline-size: 60rem;
    margin-inline: auto;
    padding-block: 0.5rem;
    padding-inline: max(clamp(0.5rem, 3cqi, 2rem), env(safe-area-inset-left), env(safe-area-inset-right));
  }

  elapsed-time {
    grid-area: clock;
    font-size: 2.125rem;
  }

  .paused elapsed-time {
    opacity: 0.55;
  }

  button {
    gap: 0.5em;
    inline-size: 100%;
    min-block-size: 3.25rem;
    padding: 0 0.25rem;
    border-radius: 2rem;
    font-size: 1rem;
    font-weight: 600;
    scroll-margin: 0;
  }

  .pause {
    grid-area: pause;
  }

  .marker {
    grid-area: marker;
  }

  .pause,
  .marker {
    max-inline-size: 8.5rem;
  }

  /* Record is a red disc in a ring, Stop a red square in the same ring. */
  .main {
    grid-area: main;
    block-size: 4rem;
    padding: 0;
    border: 2px solid var(--line-strong);
    border-radius: 50%;
    color: var(--record);
    /* The text is hidden, but it is still the button's name. */
    font-size: 0;
  }

  .main svg {
    inline-size: 4.25rem;
    block-size: 4.25rem;
  }

  .main.stop svg {
    inline-size: 2.75rem;
    block-size: 2.75rem;
  }

  .line {
    grid-area: line;
    max-inline-size: 100%;
    overflow: hidden;
    color: var(--ink-soft);
    font-size: 0.875rem;
    line-height: 1.25rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  button.line {
    display: block;
    inline-size: auto;
    min-block-size: 1.5rem;
    padding: 0 0.5rem;
    color: var(--ink);
  }

  button.error {
    color: var(--record);
  }

  kbd {
    display: none;
    padding: 0 0.4em;
    border: 1px solid currentcolor;
    border-radius: 0.3em;
    font: inherit;
    font-size: 0.75em;
    font-weight: 500;
    opacity: 0.75;
  }

  .count {
    color: var(--ink-soft);
    font-weight: 500;
  }

  @container (max-width: 21rem) {
    .pause,
    .marker {
      flex-wrap: wrap;
      align-content: center;
      gap: 0 0.3em;
      border-radius: var(--radius-large);
      font-size: 0.8125rem;
      line-height: 1.2;
    }

    .marker svg,
    .pause svg {
      flex-basis: 100%;
    }
  }

  @container (max-width: 14rem) {
    .tracks {
      grid-template-columns: minmax(0, 1fr) 4rem minmax(0, 1fr);
      column-gap: 0.25rem;
      padding-inline: 0.25rem;
    }

    elapsed-time {
      font-size: 1.75rem;
    }
  }

  @container (min-width: 40rem) {
    .tracks {
      grid-template: 'main pause marker line clock' 3.25rem / 8.5rem 8rem 8.5rem minmax(0, 1fr) auto;
      padding-block: 0.625rem;
    }

    .main {
      block-size: auto;
      border-color: transparent;
      border-radius: 2rem;
      background: var(--record);
      color: var(--on-record);
      font-size: 1rem;
    }

    .main:hover {
      border-color: transparent;
      background: var(--record-strong);
    }

    .main.stop {
      border-color: var(--record);
      background: none;
      color: var(--record);
    }

    .main.stop:hover {
      background: var(--record-tint);
    }

    .main svg,
    .main.stop svg {
      inline-size: 1.125em;
      block-size: 1.125em;
    }

    .line {
      justify-self: start;
    }

    kbd {
      display: inline;
    }
  }

  @media (pointer: coarse) {
    kbd {
      display: none;
    }
  }
`;
