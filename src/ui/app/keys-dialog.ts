import { css, html, LitElement } from 'lit';
import { controls, dialogStyle } from '../kit/controls-style.ts';

type KeyRow = readonly [keys: readonly string[], meaning: string];

/** Every key that works everywhere, with what it does. */
const ALL_KEYS: readonly KeyRow[] = [
  [['R'], 'Record, stop'],
  [['P'], 'Pause, resume'],
  [['M'], 'Set a marker'],
  [['Shift', 'M'], 'Set a marker and name it'],
  [['N'], 'Stop and start the next take'],
  [['Backspace'], 'Held in a take: discard it and start again'],
  [['Space'], 'In a take: pause, resume. Otherwise: play, pause the last take'],
  [['/'], 'Search takes'],
  [['?'], 'All keys'],
  [['Ctrl', ','], 'Settings'],
  [['Esc'], 'Back'],
];

/** The keys in the list of takes. */
const LIST_KEYS: readonly KeyRow[] = [
  [['Space'], 'Play, pause'],
  [['←', '→'], 'A second back, a second on'],
  [['Enter'], 'Open'],
  [['F2'], 'Rename; Tab goes on to the next name'],
  [['S'], 'Star'],
  [['X'], 'Reject'],
  [['Del'], 'Delete'],
  [['Ctrl', 'Z'], 'Undo the deletion'],
  [['Shift', '↓'], 'Select'],
  [['Ctrl', 'A'], 'Select all'],
  [['Ctrl', 'E'], 'Export'],
  [['Shift', 'F10'], 'Menu'],
];

/** The list of all keys. Its code is loaded when it is first asked for. */
export class KeysDialog extends LitElement {
  static override styles = [
    controls,
    dialogStyle,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.75rem 1rem;
        align-items: baseline;
        margin-block-start: 1rem;
      }

      h3 {
        margin-block-start: 1.25rem;
        font-size: var(--text-m);
      }

      dt {
        white-space: nowrap;
      }
    `,
  ];

  async show(): Promise<void> {
    await this.updateComplete;
    const dialog = this.#dialog();
    if (!dialog.open) dialog.showModal();
  }

  override render() {
    return html`
      <dialog aria-labelledby="title">
        <h2 id="title">Keys</h2>
        <p class="small">Settings can turn the keys without Ctrl off, except Esc.</p>
        <dl>${ALL_KEYS.map(keyView)}</dl>
        <h3>In the list of takes</h3>
        <dl>${LIST_KEYS.map(keyView)}</dl>
        <div class="answers"><button autofocus @click=${() => this.#dialog().close()}>Close</button></div>
      </dialog>
    `;
  }

  #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }
}

function keyView([keys, meaning]: KeyRow) {
  return html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
    <dd>${meaning}</dd>`;
}

customElements.define('keys-dialog', KeysDialog);
