import { css } from 'lit';

export const takeRowStyle = css`
  .row {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    block-size: 100%;
    padding-inline: 1rem 0.75rem;
    cursor: default;
  }

  .row:hover {
    background: color-mix(in srgb, var(--sunken) 45%, transparent);
  }

  .selected,
  .selected:hover {
    background: var(--sel);
  }

  .rejected .what,
  .rejected take-thumb {
    opacity: 0.55;
  }

  .what {
    flex: 1 1 0;
    min-inline-size: 0;
  }

  /* A default name differs from others at its end, so it has two lines: they fit with that of the facts. */
  h4 {
    display: -webkit-box;
    margin: 0;
    overflow: hidden;
    inline-size: fit-content;
    max-inline-size: 100%;
    font-size: var(--text-m);
    font-weight: 550;
    line-height: 1.125rem;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .rejected h4 {
    text-decoration: line-through;
  }

  .facts {
    overflow: hidden;
    color: var(--soft);
    font-size: var(--text-xs);
    line-height: 1rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .selected .facts {
    color: var(--ink);
  }

  .facts span:not(:last-child)::after {
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

  input[type='text'] {
    min-block-size: 2rem;
    padding: 0 0.5rem;
    font-weight: 550;
  }

  button {
    flex: none;
    inline-size: 2rem;
    min-block-size: 2rem;
    padding: 0;
  }

  button.play,
  button.check {
    border-color: var(--control);
  }

  button.play {
    position: relative;
    border-radius: 50%;
  }

  /* How much of the take has been played. */
  button.open::before {
    position: absolute;
    inset: -1px;
    border-radius: 50%;
    background: conic-gradient(var(--accent) calc(var(--played, 0) * 1turn), transparent 0);
    mask: radial-gradient(closest-side, transparent calc(100% - 3px), black calc(100% - 2.5px));
    content: '';
  }

  button.open {
    color: var(--accent);
  }

  button.check {
    inline-size: 1.5rem;
    min-block-size: 1.5rem;
    margin-inline: 0.25rem;
    border-radius: var(--radius-s);
  }

  button.check[aria-checked='true'] {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }

  .ends {
    display: flex;
    flex: none;
    margin-inline-start: -0.5rem;
  }

  /* Stars that are not set show only where they can be pressed. */
  button.star:not(.starred) {
    opacity: 0;
  }

  .row:hover button.star,
  :host([current]) button.star,
  button.star:focus-visible {
    opacity: 1;
  }

  button.starred {
    color: var(--warn);
  }

  take-thumb {
    flex: none;
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

  /* On a phone the name and the facts have its room. */
  @container (max-width: 26rem) {
    take-thumb {
      display: none;
    }
  }

  /* With large text the name comes first. A swipe and the menu star, too. */
  @container (max-width: 14rem) {
    button.star:not(.starred) {
      display: none;
    }
  }

  @media (pointer: coarse) {
    button {
      inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }

    button.check {
      inline-size: 1.75rem;
      min-block-size: 1.75rem;
      margin-inline: 0.5rem;
    }

    button.star:not(.starred) {
      opacity: 1;
    }

    input[type='text'] {
      min-block-size: 2.75rem;
    }

    /* A narrow row has room for the name alone while it is edited. */
    .row:has(input) take-thumb,
    .row:has(input) .badge,
    .row:has(input) .ends {
      display: none;
    }
  }
`;
