import { css } from 'lit';

export const takeCardStyle = css`
  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    padding: 1rem clamp(1rem, 3vw, 1.25rem);
    border: 1px solid var(--line);
    border-radius: var(--radius-large);
    background: var(--surface);
  }

  .head {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: start;
    gap: 0.875rem;
  }

  .what {
    display: grid;
    gap: 0.25rem;
  }

  button.play {
    inline-size: 2.75rem;
    min-block-size: 2.75rem;
    padding: 0;
    border-radius: 50%;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    overflow-wrap: anywhere;
  }

  .facts span:not(:last-child)::after {
    content: '·';
    margin-inline: 0.45em;
  }

  .badge {
    margin-block-start: 0.15rem;
    padding: 0.1rem 0.6rem;
    border: 1px solid currentColor;
    border-radius: 1rem;
    color: var(--record);
    font-size: 0.8125rem;
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }

  .actions .quiet {
    margin-inline-start: auto;
  }

  .file {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    flex: 0 1 16rem;
    min-inline-size: 0;
  }

  .file select {
    min-block-size: 2.375rem;
    font-size: 0.9375rem;
  }

  @media (max-width: 36rem) {
    .actions {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr));
    }

    .file {
      grid-column: 1 / -1;
    }

    .actions .quiet {
      margin-inline-start: 0;
      border-color: var(--line);
    }

    .badge {
      grid-column: 2;
      grid-row: 2;
      justify-self: start;
    }
  }
`;
