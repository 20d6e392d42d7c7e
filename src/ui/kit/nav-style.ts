import { css } from 'lit';

/** The links of a navigation: as tall as a control, the current one on sunken ground. */
export const navStyle = css`
  nav a {
    display: flex;
    align-items: center;
    min-block-size: var(--control-size);
    padding-inline: 0.75rem;
    border-radius: var(--radius-m);
    color: var(--soft);
    font-weight: 500;
    text-decoration: none;
  }

  nav a:hover {
    color: var(--ink);
  }

  nav a[aria-current] {
    background: var(--sunken);
    color: var(--ink);
  }
`;
