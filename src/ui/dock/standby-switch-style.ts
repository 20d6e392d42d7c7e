import { css } from 'lit';

export const standbySwitchStyle = css`
  label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 1.75rem;
    font-size: var(--text-s);
    font-weight: 500;
    cursor: pointer;
  }

  @media (pointer: coarse) {
    label {
      min-block-size: var(--control-size);
    }
  }

  input {
    appearance: none;
    position: relative;
    flex: none;
    inline-size: 2.5rem;
    block-size: 1.5rem;
    margin: 0;
    border: 1px solid var(--control);
    border-radius: var(--pill);
    background: var(--sunken);
    cursor: pointer;
    transition: background-color 120ms ease-out;
  }

  input::before {
    content: '';
    position: absolute;
    inset-block-start: 0.1875rem;
    inset-inline-start: 0.1875rem;
    inline-size: 1rem;
    block-size: 1rem;
    border-radius: 50%;
    background: var(--soft);
    transition: inset-inline-start 120ms ease-out;
  }

  input:checked {
    border-color: var(--accent);
    background: var(--accent);
  }

  input:checked::before {
    inset-inline-start: 1.1875rem;
    background: var(--on-accent);
  }

  input:disabled,
  input[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  /* Otherwise forced colours give it the page's background, and the switch has no knob. */
  @media (forced-colors: active) {
    input {
      forced-color-adjust: none;
      border-color: CanvasText;
      background: Canvas;
    }

    input::before {
      background: CanvasText;
    }

    input:checked {
      background: Highlight;
    }

    input:checked::before {
      background: HighlightText;
    }
  }
`;
