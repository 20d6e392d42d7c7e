import { css } from 'lit';

export const recordViewStyle = css`
  :host {
    container-type: inline-size;
    min-block-size: 100%;
  }

  /* The card stands in the middle. */
  :host([checking]) {
    display: grid;
  }

  section {
    display: flex;
    flex-direction: column;
    gap: 1rem;
    min-block-size: 100%;
    padding: 1.25rem 1.5rem;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }

  state-pill {
    flex: none;
  }

  /* The waveform's place. Pixels, because it is a picture: larger text does not make it larger. */
  .wave {
    display: grid;
    flex: 0 0 clamp(180px, 38dvh, 320px);
    border-radius: var(--radius);
    overflow: hidden;
    background: var(--sunken);
    color: var(--soft);
    text-align: center;
    text-wrap: balance;
  }

  .wave live-waveform {
    block-size: auto;
    border-radius: 0;
  }

  .check {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    flex: 1 0 auto;
    align-items: center;
  }

  /* As high as it will be once its code is loaded. */
  word-prompt {
    min-block-size: 2.125rem;
  }

  scheme-editor {
    position: absolute;
  }

  /* As high as they will be once their code is loaded. */
  loudness-tiles {
    min-block-size: calc(3.75rem + 2px);
  }

  .overview {
    flex: 0 0 36px;
    border-radius: var(--radius-s);
    overflow: hidden;
    background: var(--sunken);
  }

  .wave p {
    align-self: center;
    padding-inline: 1rem;
  }

  .wave p + p {
    align-self: start;
  }

  .wave p:first-of-type:not(:last-of-type) {
    align-self: end;
    padding-block-end: 0.5rem;
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    min-block-size: 1.25rem;
  }

  .processing {
    color: var(--warn);
  }

  @container (max-width: 45rem) {
    section {
      gap: 0.5rem;
      padding: 0.5rem 1rem;
    }

    /* On a phone the facts below it are whole above the newest take. */
    .wave {
      flex-basis: clamp(180px, 26dvh, 320px);
    }

    loudness-tiles {
      min-block-size: calc(3rem + 2px);
    }
  }

  /* A phone on its side: the meters are in view, which tell more than the strip. */
  @container (min-width: 34rem) and (max-height: 29.99rem) {
    section {
      gap: 0.5rem;
      padding-block: 0.5rem;
    }

    .wave {
      flex-basis: 96px;
    }

    .overview {
      display: none;
    }
  }
`;
