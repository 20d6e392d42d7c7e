import { css } from 'lit';

/** Sizes are in rem, as the list's layout counts them: see ROW_REM in take-list.ts. */
export const takeListStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  .scroller {
    flex: 1 1 auto;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    /* Tells the list which size its rows have. */
    --row-rem: 3.5;
  }

  [role='list'] {
    position: relative;
    list-style: none;
  }

  li {
    position: absolute;
    inset-inline: 0;
    block-size: calc(var(--row-rem) * 1rem);
  }

  li:focus-visible {
    z-index: 1;
    outline-offset: -2px;
  }

  take-row {
    block-size: 100%;
  }

  h3 {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 100%;
    overflow: hidden;
    padding: 0.5rem 1rem 0.25rem;
    color: var(--soft);
    font-size: var(--text-xs);
    font-weight: 600;
    line-height: 1rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .none {
    padding: 1.5rem 1rem;
    color: var(--soft);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .none button {
    margin-block-start: 0.75rem;
  }

  @container (max-width: 44.99rem) {
    .scroller {
      --row-rem: 4;
    }

    /* The record view shows only the newest take: see takes-panel.ts. */
    :host([brief]) .scroller {
      --only-newest: 1;
      overflow: hidden;
    }

    :host([brief]) h3 {
      display: none;
    }
  }
`;
