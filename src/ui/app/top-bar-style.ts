import { css } from 'lit';

export const topBarStyle = css`
  :host {
    container-type: inline-size;
  }

  header {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    block-size: 3.5rem;
    padding-inline: max(1rem, env(safe-area-inset-left)) max(1rem, env(safe-area-inset-right));
    border-block-end: 1px solid var(--line);
    background: var(--paper);
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: var(--control-size);
    color: inherit;
    font-size: var(--text-l);
    font-weight: 700;
    text-decoration: none;
  }

  img {
    inline-size: 1.5rem;
    block-size: 1.5rem;
  }

  nav {
    flex: 1 1 auto;
    display: flex;
    margin-inline-start: 1rem;
  }

  button[aria-current] {
    background: var(--sunken);
    color: var(--ink);
  }

  button {
    min-inline-size: var(--control-size);
    padding-inline: 0.625rem;
  }

  @container (min-width: 67.5rem) {
    .library {
      display: none;
    }
  }

  @container (max-width: 44.99rem) {
    header {
      block-size: 3.25rem;
    }

    nav a {
      display: none;
    }
  }

  /* The words stay the buttons' names. */
  @container (max-width: 30rem) {
    .word {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @container (max-width: 20rem) {
    .brand span,
    .library svg {
      display: none;
    }
  }

  @container (max-width: 14rem) {
    header {
      gap: 0;
      padding-inline: 0.5rem;
    }

    button {
      flex: none;
      padding-inline: 0.375rem;
    }
  }
`;
