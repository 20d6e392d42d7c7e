import { css } from 'lit';

export const recordChoicesStyle = css`
  /* Its parts are laid out by the header in which it stands. */
  :host {
    display: contents;
  }

  h1 {
    flex: 1 1 12rem;
    min-inline-size: 0;
    margin: 0;
    line-height: 0;
  }

  input[type='text'] {
    min-block-size: 1.75rem;
    padding: 0 0.375rem;
    margin-inline-start: -0.375rem;
    border-color: transparent;
    border-radius: var(--radius-s);
    background: none;
    font-size: var(--text-xl);
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.4;
  }

  input[type='text']:hover:not(:read-only),
  input[type='text']:focus {
    border-color: var(--control);
  }

  input[type='text']:read-only {
    border-color: transparent;
    background: none;
    color: var(--ink);
  }

  .scheme {
    flex: 0 1 auto;
    display: block;
    min-inline-size: 0;
    max-inline-size: 10rem;
    min-block-size: 1.75rem;
    padding: 0 0.625rem;
    border-color: transparent;
    overflow: hidden;
    background: none;
    color: var(--soft);
    font-size: var(--text-s);
    text-overflow: ellipsis;
  }

  .scheme:disabled {
    visibility: hidden;
  }

  select {
    inline-size: auto;
    field-sizing: content;
    min-block-size: 1.75rem;
    padding-inline: 0.75rem 1.625rem;
    border-radius: var(--pill);
    background-color: transparent;
    background-position:
      right 0.875rem center,
      right 0.625rem center;
    background-size: 0.25rem 0.25rem;
    color: var(--soft);
    font-size: var(--text-s);
  }

  select:hover:not(:disabled) {
    background-color: var(--sunken);
    color: var(--ink);
  }

  select:disabled {
    border-color: var(--line);
    background-color: transparent;
    background-image: none;
  }

  .microphone {
    flex: 0 1 auto;
    min-inline-size: 6rem;
    max-inline-size: 12rem;
  }

  .format {
    display: flex;
    flex: none;
  }

  /* One chip of two lists. */
  .format select:first-child {
    max-inline-size: 8rem;
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .format select:last-child {
    max-inline-size: 9.5rem;
    margin-inline-start: -1px;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }

  @media (pointer: coarse) {
    input[type='text'],
    .scheme,
    select {
      min-block-size: 2.75rem;
    }
  }

  /* The name has the first line to itself: one with date and time is long. */
  @container (max-width: 60rem) {
    h1 {
      flex-basis: max(100% - 9rem, 8rem);
    }
  }

  @container (max-width: 45rem) {
    /* Whether a scheme is set is seen by the name. */
    .scheme {
      flex: none;
      inline-size: 2.75rem;
      padding: 0;
      font-size: 0;
    }

    .scheme::before {
      content: '{ }';
      font-size: var(--text-s);
    }

    .microphone {
      flex: 1 1 6rem;
      max-inline-size: none;
    }

    .format {
      flex: 0 1 auto;
      min-inline-size: 0;
    }

    .format select {
      min-inline-size: 0;
    }
  }

  /* Right-to-left pages turn the chips, but background positions have no logical form. */
  select:dir(rtl) {
    background-position:
      left 0.625rem center,
      left 0.875rem center;
  }
`;
