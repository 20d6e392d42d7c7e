import { css } from 'lit';

export const stageBannerStyle = css`
  :host {
    flex: none;
    max-block-size: 45%;
    overflow-y: auto;
  }

  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    padding-block: 0.5rem;
    padding-inline: max(1.5rem, env(safe-area-inset-left)) 1rem;
    border-block-end: 1px solid var(--line);
    background: var(--surface);
    line-height: 1.25rem;
    overflow-wrap: anywhere;
  }

  @container (max-width: 44.99rem) {
    .banner {
      padding-inline-start: 1rem;
    }
  }

  .error {
    background: var(--record-tint);
  }

  .banner > svg {
    align-self: start;
    margin-block-start: 0.125rem;
    color: var(--soft);
  }

  /* A single line stands in the middle beside its button, and so does the icon. */
  .banner > svg:has(+ .text > .title:only-child) {
    align-self: center;
    margin-block-start: 0;
  }

  .error > svg {
    color: var(--record);
  }

  .warning > svg {
    color: var(--warn);
  }

  .text {
    flex: 1 1 9rem;
    min-inline-size: 0;
  }

  .title {
    font-weight: 600;
  }

  .close {
    inline-size: var(--control-size);
    padding: 0;
  }

  #end:focus {
    outline: none;
  }

  summary {
    cursor: pointer;
    inline-size: fit-content;
  }

  pre {
    margin: 0.25rem 0 0;
    font-size: var(--text-xs);
    white-space: pre-wrap;
  }
`;
