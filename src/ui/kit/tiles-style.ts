import { css } from 'lit';

/** Four tiles in a row, each with a term and its value. */
export const tilesStyle = css`
  dl {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 0.75rem;
    margin: 0;
  }

  dl div {
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--surface);
  }

  dt {
    overflow: hidden;
    color: var(--soft);
    font-size: var(--text-xs);
    line-height: 1rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  dd {
    margin: 0;
    font-weight: 650;
    line-height: 1.75rem;
  }

  dd small {
    color: var(--soft);
    font-size: var(--text-xs);
    font-weight: 400;
  }
`;
