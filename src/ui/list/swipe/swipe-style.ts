import { css } from 'lit';

/** How long a row takes back to its place, or out of it, in milliseconds. */
export const SLIDE_MS = 160;

/** For the list whose rows are swiped. */
export const swipeStyle = css`
  /* Scrolling and zooming are the browser's, what goes sideways is the row's. */
  li {
    touch-action: pan-y pinch-zoom;
  }

  /* The heading above the row stays in view. */
  .swiped {
    overflow-x: clip;
  }

  .swiped take-row {
    position: relative;
    background: var(--surface);
  }

  .sliding take-row {
    transition: translate 160ms ease-out;
  }

  .behind {
    position: absolute;
    inset: 0;
    display: flex;
    align-items: center;
    padding-inline: 1.25rem;
    background: var(--sunken);
    color: var(--soft);
    font-weight: 600;
  }

  .behind span {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }

  .behind.delete {
    justify-content: flex-end;
  }

  /* Not red: Undo brings the take back. */
  .behind.delete.armed {
    background: var(--ink);
    color: var(--paper);
  }

  .behind.star.armed {
    background: var(--accent);
    color: var(--on-accent);
  }

  /* The forced colours leave no surface to tell by. */
  @media (forced-colors: active) {
    .behind.armed {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
