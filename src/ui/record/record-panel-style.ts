import { css } from 'lit';

export const recordPanelStyle = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    padding: clamp(1rem, 4vw, 2rem);
    border: 1px solid var(--line);
    border-radius: var(--radius-large);
    background: var(--surface);
    box-shadow: var(--shadow);
  }

  section.recording {
    border-color: var(--record);
    box-shadow:
      0 0 0 1px var(--record),
      var(--shadow);
  }

  .top,
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
  }

  /* Has the same height in every state, so that no button below moves under a finger. */
  .top {
    min-block-size: 2.375rem;
    white-space: nowrap;
  }

  @media (max-width: 30rem) {
    .top {
      display: grid;
      justify-items: start;
    }

    .sign {
      min-block-size: 2rem;
      font-size: 0.9375rem;
    }

    notice-board {
      --room: 9rem;
    }
  }

  .foot {
    min-block-size: 1.5rem;
  }

  .sign {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    color: var(--ink-soft);
    font-weight: 600;
  }

  .sign.open {
    padding: 0.2rem 0.75rem 0.2rem 0.6rem;
    border-radius: 2rem;
    background: var(--record-tint);
    color: var(--record);
  }

  .sign.live {
    background: var(--record);
    color: var(--on-record);
  }

  .sign.live svg {
    inline-size: 0.8em;
  }

  .sign button {
    margin-inline-start: 0.5rem;
  }

  record-choices {
    padding-block-start: 1.25rem;
    border-block-start: 1px solid var(--line);
  }

  .hint {
    min-block-size: 100%;
    padding: 0.625rem 0.875rem;
    border-radius: var(--radius);
    background: var(--sunken);
    font-size: 0.9375rem;
  }

  /* Reserves the space for notices. */
  .quiet {
    display: grid;
    place-items: center;
    block-size: 100%;
    border-radius: var(--radius);
    background: var(--sunken);
  }

  .hint.denied {
    background: var(--record-tint);
  }

  .processing {
    color: var(--record);
  }

  .switch {
    display: inline-flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 2rem;
    font-size: 0.9375rem;
    font-weight: 500;
    cursor: pointer;
  }

  .switch input {
    appearance: none;
    position: relative;
    flex: none;
    inline-size: 2.5rem;
    block-size: 1.5rem;
    margin: 0;
    border: 1px solid var(--line-strong);
    border-radius: 1rem;
    background: var(--sunken);
    cursor: pointer;
    transition: background-color 120ms;
  }

  .switch input::before {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    inline-size: 1rem;
    block-size: 1rem;
    border-radius: 50%;
    background: var(--ink-soft);
    transition: transform 120ms;
  }

  .switch input:checked {
    border-color: var(--record);
    background: var(--record);
  }

  .switch input:checked::before {
    background: var(--on-record);
    transform: translateX(1rem);
  }

  .switch input:disabled,
  .switch input[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  /* Otherwise forced colours give it the page's background, and the switch has no knob. */
  @media (forced-colors: active) {
    .switch input {
      forced-color-adjust: none;
      border-color: CanvasText;
      background: Canvas;
    }

    .switch input::before {
      background: CanvasText;
    }

    .switch input:checked {
      background: Highlight;
    }

    .switch input:checked::before {
      background: HighlightText;
    }
  }
`;
