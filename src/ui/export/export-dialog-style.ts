import { css } from 'lit';

export const exportDialogStyle = css`
  dialog {
    inline-size: min(35rem, calc(100vw - 2rem));
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

  .ways {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
    gap: 0.5rem;
  }

  @media (max-width: 45rem) {
    dialog {
      inline-size: 100vw;
      block-size: 100dvh;
      max-inline-size: none;
      max-block-size: none;
      border: 0;
      border-radius: 0;
    }

    .ways {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
