import { css } from 'lit';

export const playControlsStyle = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    min-inline-size: 0;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.25rem;
    min-inline-size: 0;
  }

  .play {
    /* As wide with either word. */
    min-inline-size: 6rem;
    border-radius: var(--pill);
  }

  /* A sound that is open at once does not flicker. One that takes longer shows its progress, with a title. */
  .play[aria-busy='true']:not([title]) {
    opacity: 0.5;
    transition: opacity 0s 300ms;
  }

  select {
    inline-size: auto;
    border-color: transparent;
    background-color: transparent;
  }

  button[aria-pressed='true'] {
    background: var(--sel);
    color: var(--ink);
  }

  input.time {
    inline-size: 6.5rem;
    padding-inline: 0.5rem;
  }

  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      border-color: Highlight;
    }
  }
`;
