import { css } from 'lit';

/** Widths are in rem and relate to the page's own width: large text on a wide screen gets the phone layout. */
export const capstanAppStyle = css`
  :host {
    container-type: size;
    /* Large text in a low window would leave no room beside the dock: then the page scrolls. */
    block-size: max(100dvh, 20rem);
  }

  .shell {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    block-size: 100%;
  }

  .body {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) clamp(20rem, var(--library, 25rem), 50cqi);
    min-block-size: 0;
  }

  main {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }

  .view {
    flex: 1 1 0;
    min-block-size: 0;
    overflow-y: auto;
  }

  opened-files {
    flex: none;
    max-block-size: 60%;
    overflow-y: auto;
  }

  aside {
    grid-area: 1 / 2;
    position: relative;
    display: grid;
    min-block-size: 0;
    overflow: hidden;
    border-inline-start: 1px solid var(--line);
    background: var(--surface);
  }

  library-edge {
    position: absolute;
    z-index: 1;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 0.5rem;
  }

  @media (pointer: coarse) {
    library-edge {
      inline-size: 1rem;
    }
  }

  @container (max-width: 67.49rem) {
    library-edge {
      display: none;
    }

    .body {
      grid-template-columns: minmax(0, 1fr);
    }

    /* A sheet from the right. */
    aside {
      grid-area: auto;
      position: absolute;
      z-index: 1;
      inset-block: 0;
      inset-inline-end: 0;
      display: none;
      inline-size: 25rem;
      box-shadow: var(--shadow);
    }

    .takes aside {
      display: grid;
      animation: slide 180ms ease-out;
    }

    @keyframes slide {
      from {
        translate: 100%;
      }
    }
  }

  @container (max-width: 44.99rem) {
    .body {
      display: flex;
      flex-direction: column;
    }

    /* Its parts and the library stand below one another. */
    main {
      display: contents;
    }

    aside,
    .takes aside {
      position: static;
      display: grid;
      inline-size: auto;
      border-inline-start: 0;
      box-shadow: none;
      animation: none;
    }

    .record aside {
      flex: none;
      max-block-size: 50%;
      border-block-start: 1px solid var(--line);
    }

    /* The newest take leaves its place to what is being recorded. */
    .record.in-take aside {
      display: none;
    }

    .takes aside {
      flex: 1 1 0;
    }

    .takes .view,
    .take aside,
    .settings aside {
      display: none;
    }
  }

  /* Otherwise the sheet would have no edge. */
  @media (forced-colors: active) {
    aside {
      border-inline-start: 1px solid CanvasText;
    }
  }
`;
