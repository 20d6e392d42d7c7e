import { html, nothing, type TemplateResult } from 'lit';

/** One choice of a group, with its label. */
export type Choice<Value extends string> = readonly [value: Value, label: string];

/** Labels up to this length stand side by side. */
const SHORT_LABEL = 14;

/** Rows of a page of the settings: the label at the start, the control at the end. */
export function row(label: string, control: unknown, help?: string): TemplateResult {
  return html`<div class="row" role="group" aria-label=${label}>
    <span class="label">${label}</span>
    <div class="control">${control}</div>
    ${helpText(help)}
  </div>`;
}

/** A row whose label belongs to the field with this id. */
export function fieldRow(id: string, label: string, field: unknown, help?: string): TemplateResult {
  return html`<div class="row">
    <label class="label" for=${id}>${label}</label>
    <div class="control">${field}</div>
    ${helpText(help)}
  </div>`;
}

/** A row with radio buttons, one of which is checked. Long labels stand below one another. */
export function choiceRow<Value extends string>(parts: {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly choose: (value: Value) => void;
  readonly help?: string;
  readonly disabled?: boolean;
}): TemplateResult {
  const { label, choices, chosen, choose } = parts;
  const stacked = choices.some(([, { length }]) => length > SHORT_LABEL);
  return html`<fieldset class="row ${stacked ? 'stacked' : ''}" ?disabled=${parts.disabled === true}>
    <legend class="label">${label}</legend>
    <div class="control">
      ${choices.map(
        ([value, name]) =>
          html`<label>
            <input
              type="radio"
              name=${label}
              .checked=${value === chosen}
              @change=${() => choose(value)}
            />${name}
          </label>`,
      )}
    </div>
    ${helpText(parts.help)}
  </fieldset>`;
}

function helpText(help: string | undefined) {
  return help === undefined ? nothing : html`<p class="help small">${help}</p>`;
}
