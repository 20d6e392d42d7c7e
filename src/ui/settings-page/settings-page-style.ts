import { css } from 'lit';

export const settingsPageStyle = css`
  :host {
    container-type: inline-size;
  }

  section {
    max-inline-size: 53rem;
    padding: 1.25rem 1.5rem 2rem;
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    margin-block-end: 1rem;
  }

  h1,
  h2 {
    margin: 0;
    font-weight: 650;
    line-height: 1.4;
  }

  h1 {
    font-size: var(--text-xl);
  }

  h2 {
    padding-block-end: 0.5rem;
    border-block-end: 1px solid var(--line);
    font-size: var(--text-l);
  }

  /* They have the focus only so that reading and Tab go on from there. */
  h1:focus,
  h2:focus {
    outline: none;
  }

  .body {
    display: grid;
    grid-template-columns: 9.5rem minmax(0, 40rem);
    gap: 2rem;
  }

  nav {
    position: sticky;
    inset-block-start: 1.25rem;
    display: grid;
    gap: 0.125rem;
    align-self: start;
    margin-inline-start: -0.75rem;
  }

  .page {
    container-type: inline-size;
    min-inline-size: 0;
  }

  .back {
    display: none;
    align-items: center;
    inline-size: fit-content;
    min-block-size: var(--control-size);
    color: var(--accent);
    font-weight: 500;
    text-decoration: none;
  }

  .back::before {
    margin-inline-end: 0.375rem;
    content: '‹' / '';
  }

  /* The navigation, or the page that it leads to. */
  @container (max-width: 37.99rem) {
    section {
      padding: 1rem 1rem 2rem;
    }

    .body {
      grid-template-columns: minmax(0, 1fr);
    }

    nav {
      position: static;
      gap: 0;
      margin: 0;
    }

    nav a {
      min-block-size: 3rem;
      padding-inline: 0;
      border-block-end: 1px solid var(--line);
      border-radius: 0;
      color: var(--ink);
    }

    nav a[aria-current] {
      background: none;
    }

    nav a::after {
      margin-inline-start: auto;
      color: var(--soft);
      content: '›' / '';
    }

    .top .page,
    section:not(.top) nav {
      display: none;
    }

    .back {
      display: flex;
    }
  }

  @media (forced-colors: active) {
    nav a[aria-current] {
      outline: 1px solid CanvasText;
      outline-offset: -1px;
    }
  }
`;
