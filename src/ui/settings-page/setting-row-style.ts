import { css } from 'lit';

export const settingRowStyle = css`
  .row {
    display: grid;
    grid-template-columns: minmax(0, 11rem) minmax(0, 1fr);
    align-items: center;
    gap: 0 1rem;
    min-inline-size: 0;
    min-block-size: 3rem;
    margin: 0;
    padding: 0.375rem 0;
    border: 0;
    border-block-end: 1px solid var(--line);
  }

  .label {
    /* A legend is laid out like any other part of a grid only if it floats. */
    float: inline-start;
    padding: 0;
    font-weight: 500;
  }

  .control {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0.5rem 0.75rem;
    min-inline-size: 0;
  }

  .control > span {
    flex: 1 1 9rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .control select {
    inline-size: 8rem;
  }

  .stacked .control {
    display: grid;
    justify-content: stretch;
    gap: 0;
  }

  .stacked .label {
    align-self: start;
    padding-block-start: calc((var(--control-size) - 1.25rem) / 2);
  }

  .control label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: var(--control-size);
  }

  input[type='radio'] {
    flex: none;
    inline-size: 1.1rem;
    block-size: 1.1rem;
    margin: 0;
  }

  .help {
    grid-column: 2;
    padding-block: 0.25rem 0.375rem;
  }

  fieldset:disabled {
    opacity: 0.5;
  }

  @container (max-width: 27.99rem) {
    .row.stacked,
    .row:has(.control > span + button),
    .row:has(.control > label:nth-child(3)) {
      grid-template-columns: minmax(0, 1fr);
      row-gap: 0.25rem;
    }

    .control:has(> label:nth-child(3)) {
      justify-content: flex-start;
    }

    .help {
      grid-column: 1 / -1;
    }
  }

  /* Beside its label a box would have no room for its value. */
  @container (max-width: 20rem) {
    .row {
      grid-template-columns: minmax(0, 1fr);
    }

    .control {
      justify-content: flex-start;
    }
  }
`;
