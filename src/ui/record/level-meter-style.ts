import { css } from 'lit';

export const levelMeterStyle = css`
  :host {
    --columns: 1rem minmax(0, 1fr) 1.75rem 4rem;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.375rem;
  }

  .channel,
  .scale {
    display: grid;
    grid-template-columns: var(--columns);
    align-items: center;
    gap: 0.5rem;
    min-block-size: 1.25rem;
  }

  .name,
  .value {
    font-size: var(--text-xs);
    color: var(--soft);
  }

  .value {
    contain: layout size;
    grid-column: 4;
    block-size: 1lh;
    text-align: end;
    white-space: nowrap;
  }

  .track {
    position: relative;
    block-size: 0.625rem;
    border-radius: 0.125rem;
    overflow: hidden;
    /* Parts are moved to the right. From right to left the whole track is mirrored. */
    direction: ltr;
    /* -18 dBFS is 70 % of the scale, -6 dBFS is 90 %. */
    background: linear-gradient(
      to right,
      var(--meter-low) 70%,
      var(--meter-warm) 70% 90%,
      var(--meter-hot) 90%
    );
  }

  .track:dir(rtl) {
    scale: -1 1;
  }

  /* They are only moved, so that nothing is painted again. */
  .cover,
  .rms,
  .hold {
    position: absolute;
    inset: 0;
    will-change: transform;
  }

  .cover {
    background: var(--sunken);
  }

  /* A thin line inside the bar. */
  .rms {
    inset-block: calc(50% - 0.09375rem);
    background: var(--surface);
    opacity: 0.7;
    transform: translateX(-100%);
  }

  .hold {
    inset-inline: -2px 2px;
    border-inline-start: 2px solid var(--ink);
  }

  /* Otherwise forced colours give them the page's background, and the bars are invisible. */
  @media (forced-colors: active) {
    .track {
      forced-color-adjust: none;
      border: 1px solid CanvasText;
      background: Highlight;
    }

    .cover {
      background: Canvas;
    }

    .rms {
      background: CanvasText;
      opacity: 1;
    }

    .hold {
      border-color: CanvasText;
    }
  }

  button.clip {
    grid-column: 3;
    grid-row: 1;
    min-block-size: 1.5rem;
    min-inline-size: 1.75rem;
    padding: 0;
    border-color: var(--record);
    border-radius: 0.25rem;
    background: var(--record);
    color: var(--on-record);
    font-size: 0.6875rem;
    font-weight: 650;
  }

  .scale {
    position: relative;
    block-size: 0.875rem;
    min-block-size: 0;
    margin-inline: 1.5rem 6.75rem;
    font-size: 0.6875rem;
    line-height: 0.875rem;
    color: var(--faint);
  }

  .tick {
    position: absolute;
    inset-block-start: 0;
    transform: translateX(-50%);
  }

  .tick:dir(rtl) {
    transform: translateX(50%);
  }

  :host([brief]) {
    gap: 0.125rem;
    inline-size: 12.5rem;
  }

  :host([brief]) .channel {
    display: block;
    min-block-size: 0;
  }

  :host([brief]) .track {
    block-size: 0.25rem;
  }

  @container (max-width: 30rem) {
    .minor {
      display: none;
    }
  }
`;
