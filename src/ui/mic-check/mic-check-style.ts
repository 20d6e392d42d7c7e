import { css } from 'lit';

export const micCheckStyle = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    justify-items: center;
    inline-size: 27.5rem;
    max-inline-size: 100%;
    margin: auto;
    padding: 1.25rem 1.5rem 1.5rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    text-align: center;
    text-wrap: pretty;
  }

  h2 {
    margin: 0;
    font-size: var(--text-l);
    font-weight: 650;
  }

  h2:focus {
    outline: none;
  }

  p {
    margin: 0;
    color: var(--soft);
  }

  ol {
    display: grid;
    gap: 0.5rem;
    justify-self: stretch;
    margin: 0;
    padding-inline-start: 1.5rem;
    text-align: start;
  }

  li::marker {
    font-weight: 650;
  }

  .side {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    justify-self: stretch;
  }

  .side select {
    inline-size: auto;
  }

  .drawing {
    inline-size: 12.5rem;
    max-inline-size: 100%;
    block-size: auto;
    fill: none;
    stroke: var(--soft);
    stroke-width: 2;
    stroke-linecap: round;
  }

  .drawing .field {
    fill: var(--sunken);
    stroke: var(--line);
  }

  .drawing .address {
    stroke: var(--line);
    stroke-width: 6;
  }

  .drawing .ring {
    stroke: var(--accent);
    stroke-width: 2.5;
  }

  .drawing .sign {
    stroke: var(--ink);
  }

  .devices {
    display: grid;
    justify-self: stretch;
    max-block-size: 13rem;
    overflow-y: auto;
  }

  label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) 6rem;
    align-items: center;
    gap: 0.6rem;
    min-block-size: var(--control-size);
    text-align: start;
  }

  .label {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  input[type='radio'] {
    inline-size: 1.1rem;
    block-size: 1.1rem;
    margin: 0;
  }

  .bar,
  .progress {
    display: block;
    block-size: 0.5rem;
    border-radius: 0.125rem;
    overflow: hidden;
    background: var(--sunken);
  }

  .bar.off {
    visibility: hidden;
  }

  .bar i,
  .progress i {
    display: block;
    block-size: 100%;
    background: var(--meter-low);
  }

  .progress {
    justify-self: stretch;
  }

  /* Its time is that of the trial. */
  .progress i {
    background: var(--accent);
    animation: fill 5s linear both;
  }

  @keyframes fill {
    from {
      inline-size: 0;
    }
    to {
      inline-size: 100%;
    }
  }

  .verdict {
    min-block-size: 1.5rem;
    font-weight: 600;
  }

  .verdict.good {
    color: var(--good);
  }

  .verdict.bad {
    color: var(--warn);
  }

  audio {
    inline-size: 100%;
    block-size: 2.5rem;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5rem;
  }

  @media (forced-colors: active) {
    .bar,
    .progress {
      forced-color-adjust: none;
      border: 1px solid CanvasText;
      background: Canvas;
    }

    .bar i,
    .progress i {
      background: Highlight;
    }
  }
`;
