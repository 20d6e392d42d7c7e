import { css } from 'lit';

/** The dock where there is less room: its facts give way first; then it has rows of its own, as on a phone. */
export const recordDockNarrowStyle = css`
  /* Where there is room for one line only, a toast stands in the place of the facts, never of a control. */
  @container (max-width: 95rem) {
    .toasting .info:not(#obstacle) {
      display: none;
    }
  }

  @container (max-width: 75rem) {
    level-meter.info {
      display: none;
    }

    /* Outside a take a toast also has the places of Mark and of the clock, which tell nothing then. */
    .toasting .label ~ elapsed-time {
      opacity: 0;
      pointer-events: none;
    }

    .toasting .label ~ .facts {
      grid-column: mark / -1;
    }
  }

  @container (max-width: 60rem) {
    .facts:has(standby-switch) space-left {
      display: none;
    }
  }

  /* The page's size: a phone on its side has no height for rows. */
  @container (max-width: 44.99rem) and ((min-height: 30rem) or (max-width: 33.99rem)) {
    section {
      position: relative;
      grid-template:
        'facts facts facts' 1.75rem
        'clock clock clock' 2.5rem
        'mark main pause' 4rem / minmax(0, 1fr) 4rem minmax(0, 1fr);
      justify-items: center;
      gap: 0 0.75rem;
      padding-block: 0.5rem calc(0.5rem + env(safe-area-inset-bottom));
      padding-inline: max(1rem, env(safe-area-inset-left)) max(1rem, env(safe-area-inset-right));
    }

    .facts {
      justify-self: stretch;
      justify-content: space-between;
    }

    /* Its status is still there for screen readers. */
    section:not(.toasting) toast-slot {
      position: absolute;
    }

    .facts:has(health-chip) {
      justify-content: center;
    }

    elapsed-time {
      font-size: 2.125rem;
    }

    .main {
      inline-size: 4rem;
      block-size: 4rem;
    }

    .main svg {
      inline-size: 2rem;
      block-size: 2rem;
    }

    .pause,
    .mark {
      max-inline-size: 8.5rem;
      min-block-size: var(--dock-control-size);
      border-radius: var(--pill);
      font-size: var(--text-l);
    }

    kbd,
    .label {
      display: none;
    }
  }

  @container (min-width: 34rem) and (max-width: 44.99rem) and (max-height: 29.99rem) {
    section {
      grid-template-columns: 3rem 6.5rem 7rem auto minmax(0, 1fr);
      padding-inline: max(1rem, env(safe-area-inset-left)) max(1rem, env(safe-area-inset-right));
    }

    elapsed-time {
      font-size: 1.75rem;
    }

    kbd,
    .info:not(#obstacle) {
      display: none;
    }
  }

  @container (min-width: 34rem) and (max-width: 39.99rem) and (max-height: 29.99rem) {
    section {
      grid-template-columns: 3rem 4.75rem 5rem auto minmax(0, 1fr);
    }

    .pause svg,
    .mark svg {
      display: none;
    }
  }

  @container (max-width: 21rem) {
    .pause,
    .mark {
      font-size: var(--text-s);
    }

    .facts {
      font-size: var(--text-xs);
    }
  }

  @container (max-width: 14rem) {
    /* There is room for a part of it only. */
    space-left {
      display: none;
    }

    section {
      column-gap: 0.25rem;
      padding-inline: 0.25rem;
    }

    /* Beside a toast with two actions there is no room. */
    .toasting standby-switch {
      display: none;
    }

    .pause,
    .mark {
      flex-wrap: wrap;
      align-content: center;
      gap: 0 0.3em;
      border-radius: var(--radius-l);
      font-size: var(--text-xs);
      line-height: 1.2;
    }

    .pause svg,
    .mark svg {
      flex-basis: 100%;
    }

    elapsed-time {
      font-size: 1.75rem;
    }
  }
`;
