import { css } from 'lit';

export const levelMeterStyle = css`
  :host {
    --columns: 1rem minmax(0, 1fr) 3.25rem 2.75rem;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.4rem;
  }

  .channel,
  .scale {
    display: grid;
    grid-template-columns: var(--columns);
    align-items: center;
    gap: 0.6rem;
  }

  .name,
  .value {
    font-size: 0.8125rem;
    color: var(--ink-soft);
  }

  .value {
    text-align: end;
  }

  .track {
    position: relative;
    block-size: 0.875rem;
    border-radius: 0.25rem;
    overflow: hidden;
    background: var(--sunken);
  }

  .bar {
    position: absolute;
    inset: 0;
    /* -18 dBFS is 70 % of the scale, -6 dBFS is 90 %. */
    background: linear-gradient(to right, var(--level) 70%, var(--level-warm) 70% 90%, var(--level-hot) 90%);
    clip-path: inset(0 100% 0 0);
  }

  .bar.peak {
    opacity: 0.32;
  }

  .hold {
    position: absolute;
    inset-block: 0;
    inline-size: 2px;
    margin-inline-start: -2px;
    background: var(--ink);
  }

  /* Otherwise forced colours give them the page's background, and the bars are invisible. */
  @media (forced-colors: active) {
    .track {
      forced-color-adjust: none;
      border: 1px solid CanvasText;
      background: Canvas;
    }

    .bar {
      background: CanvasText;
    }

    .bar.peak {
      background: Highlight;
      opacity: 1;
    }

    .hold {
      background: CanvasText;
    }
  }

  button.clip {
    min-block-size: 1.5rem;
    padding: 0 0.35rem;
    border-color: var(--record);
    border-radius: 0.375rem;
    background: var(--record);
    color: var(--on-record);
    font-size: 0.6875rem;
    font-weight: 650;
  }

  button.clip:disabled {
    border-color: var(--line);
    background: none;
    color: var(--ink-soft);
    opacity: 1;
  }

  .scale {
    position: relative;
    block-size: 1rem;
    margin-inline-start: 1.6rem;
    margin-inline-end: 7.2rem;
    font-size: 0.6875rem;
    color: var(--ink-soft);
  }

  .tick {
    position: absolute;
    inset-block-start: 0;
    transform: translateX(-50%);
  }

  @media (max-width: 30rem) {
    :host {
      --columns: 0.75rem minmax(0, 1fr) 2.5rem 2.5rem;
    }

    .channel {
      gap: 0.4rem;
    }

    .scale {
      margin-inline-start: 1.15rem;
      margin-inline-end: 5.8rem;
    }

    .minor {
      display: none;
    }
  }
`;
