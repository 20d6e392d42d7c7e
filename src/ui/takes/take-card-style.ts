import { css } from 'lit';

export const takeCardStyle = css`
  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    padding: 0.625rem 1rem;
  }

  .row {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-block-size: 2.25rem;
  }

  .what {
    flex: 1 1 0;
    min-inline-size: 0;
  }

  button.play {
    inline-size: 2rem;
    min-block-size: 2rem;
    padding: 0;
    border-color: var(--control);
    border-radius: 50%;
  }

  button.more {
    inline-size: 2rem;
    min-block-size: 2rem;
    margin-inline-start: -0.25rem;
    padding: 0;
  }

  audio {
    display: block;
    inline-size: 100%;
    block-size: 2.5rem;
    /* Firefox's controls are a dark bar with sharp corners, which border-radius does not round. */
    clip-path: inset(0 round var(--radius));
  }

  take-thumb {
    flex: none;
  }

  .facts,
  .origin {
    color: var(--soft);
    font-size: var(--text-xs);
    line-height: 1rem;
  }

  .facts {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .origin {
    overflow-wrap: anywhere;
  }

  .facts span:not(:last-child)::after,
  .origin span:not(:last-child)::after {
    content: '·';
    margin-inline: 0.35em;
    color: var(--soft);
  }

  .facts .soft {
    color: var(--warn);
  }

  .facts .lost {
    color: var(--record);
  }

  .opened {
    display: grid;
    gap: 0.5rem;
    padding-block-end: 0.25rem;
  }

  .badge {
    flex: none;
    padding: 0.1rem 0.6rem;
    border: 1px solid currentColor;
    border-radius: 1rem;
    color: var(--warn);
    font-size: var(--text-xs);
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem;
  }

  .actions button {
    padding: 0 0.625rem;
    font-size: var(--text-s);
  }

  .file {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    flex: 0 1 16rem;
    min-inline-size: 0;
  }

  .file select {
    font-size: var(--text-s);
  }

  @container (max-width: 22rem) {
    take-thumb {
      display: none;
    }
  }

  @media (pointer: coarse) {
    button.play,
    button.more {
      inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }
  }
`;
