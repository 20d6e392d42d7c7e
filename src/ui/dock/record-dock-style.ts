import { css } from 'lit';

/**
 * The grid tracks are fixed, so that no button's position depends on the state or on a text. Widths are in rem and
 * relate to the dock's own width: large text on a wide screen gets the phone layout.
 */
export const recordDockStyle = css`
  :host {
    container-type: inline-size;
  }

  section {
    display: grid;
    grid-template: 'main pause mark clock facts' 4.5rem / 3rem 7.5rem 8.5rem auto minmax(0, 1fr);
    align-items: center;
    gap: 0 0.75rem;
    padding-block-end: env(safe-area-inset-bottom);
    padding-inline: max(1.5rem, env(safe-area-inset-left)) max(1.5rem, env(safe-area-inset-right));
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }

  .recording {
    border-color: var(--record);
    box-shadow: inset 0 1px var(--record);
  }

  button {
    scroll-margin: 0;
  }

  .main {
    grid-area: main;
    position: relative;
    inline-size: 3rem;
    block-size: 3rem;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--record);
    color: var(--on-record);
  }

  @media (hover: hover) {
    .main:hover {
      border-color: transparent;
      background: color-mix(in srgb, var(--record) 88%, var(--ink));
    }
  }

  /* Record is a plain red disc; Stop is the same disc with a square in it. */
  .main:not(.stop) svg {
    opacity: 0;
  }

  .main svg {
    inline-size: 1.5rem;
    block-size: 1.5rem;
  }

  /* A ring turns inside the button when opening or closing takes longer than a moment. */
  .busy::after {
    content: '';
    position: absolute;
    inset: 0.375rem;
    border: 0.1875rem solid currentcolor;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation:
      turn 1s linear infinite,
      wait 150ms step-end;
  }

  /* A ring fills around the button while Backspace is held. Its time is that of HOLD_MS. */
  .main svg.hold {
    position: absolute;
    inset: -0.25rem;
    inline-size: auto;
    block-size: auto;
    fill: none;
    stroke: var(--record);
    stroke-width: 3;
    stroke-dasharray: 100;
    rotate: -90deg;
    animation: hold 600ms linear both;
  }

  @keyframes hold {
    from {
      stroke-dashoffset: 100;
    }
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @keyframes wait {
    from {
      opacity: 0;
    }
  }

  .label {
    grid-area: pause;
    font-weight: 600;
    white-space: nowrap;
  }

  /* The name of the next take of a series. */
  .label span {
    display: block;
    max-inline-size: 7rem;
    overflow: hidden;
    color: var(--soft);
    font-size: var(--text-s);
    font-weight: 500;
    text-overflow: ellipsis;
  }

  .pause,
  .mark {
    inline-size: 100%;
    padding: 0 0.25rem;
    font-weight: 600;
  }

  .pause {
    grid-area: pause;
  }

  .mark {
    grid-area: mark;
  }

  .mark svg {
    color: var(--mark);
  }

  elapsed-time {
    grid-area: clock;
    font-size: var(--text-clock);
  }

  .idle elapsed-time,
  .armed elapsed-time,
  .opening elapsed-time {
    color: var(--faint);
  }

  .facts {
    grid-area: facts;
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 0.75rem;
    min-inline-size: 0;
    font-size: var(--text-s);
  }

  toast-slot {
    flex: 1 1 0;
  }

  marker-name-field {
    flex: 1 2 18rem;
  }

  .info {
    flex: 0 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    color: var(--soft);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  level-meter.info {
    flex: none;
  }

  health-chip,
  standby-switch {
    flex: none;
  }

  kbd {
    color: var(--soft);
    font-weight: 500;
  }

  .no-keys kbd {
    display: none;
  }

  @media (pointer: coarse) {
    kbd {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .main {
      border-color: ButtonBorder;
    }

    .main:not(.stop) svg {
      opacity: 1;
    }
  }
`;
