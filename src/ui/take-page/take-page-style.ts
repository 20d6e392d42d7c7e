import { css } from 'lit';

export const takePageStyle = css`
  :host {
    container-type: inline-size;
    min-block-size: 100%;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    padding: 1.25rem 1.5rem;
  }

  section.with-details {
    grid-template-columns: minmax(0, 1fr) 22.5rem;
  }

  .main {
    display: flex;
    flex-direction: column;
    gap: 1rem;
    min-inline-size: 0;
  }

  .offer {
    display: grid;
    gap: 0.5rem;
  }

  .gone {
    color: var(--soft);
  }

  wave-overview {
    flex: none;
    background: var(--sunken);
  }

  @container (max-width: 52rem) {
    section.with-details {
      grid-template-columns: minmax(0, 1fr);
    }

    /* The details stand in the place of the rest. */
    .with-details .main {
      display: none;
    }
  }

  @container (max-width: 45rem) {
    section {
      padding: 0.75rem 1rem;
    }

    .main {
      gap: 0.75rem;
    }
  }

  @media (max-height: 30rem) {
    section {
      padding-block: 0.5rem;
    }

    .main {
      gap: 0.5rem;
    }
  }
`;
