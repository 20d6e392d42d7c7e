import { css } from 'lit';

export const exportDialogStyle = css`
  dialog {
    inline-size: min(35rem, calc(100vw - 2rem));
    /* Its top stays where it is when there is more to show: in the middle, the buttons would move under a finger. */
    margin-block: 12dvh auto;
    max-block-size: calc(88dvh - 1rem);
  }

  dialog[open] {
    display: grid;
    gap: 1rem;
    align-content: start;
  }

  .head {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: 1rem;
  }

  dialog h2 {
    margin: 0;
    padding-block: 0.375rem;
  }

  [role='alert'] strong {
    color: var(--record);
  }

  .ways {
    display: grid;
    -webkit-user-select: none;
    user-select: none;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
    gap: 0.5rem;
  }

  /* With Share there are four: three in a row would leave one alone. */
  @media (min-width: 45.01rem) {
    .ways:has(> :nth-child(4)) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  @media (max-width: 45rem) {
    dialog {
      inline-size: 100vw;
      block-size: 100dvh;
      max-inline-size: none;
      margin-block: 0;
      max-block-size: none;
      border: 0;
      border-radius: 0;
    }

    .ways {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
