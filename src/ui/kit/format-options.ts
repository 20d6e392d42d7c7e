import { html, type TemplateResult } from 'lit';
import { FORMATS, type FormatEntry, type FormatId } from '../../shared/audio/formats.ts';

/** `selected` is set as a property because the attribute has no effect once the person has chosen. */
export function option(value: string, label: string, selected: boolean): TemplateResult {
  return html`<option .value=${value} .selected=${selected}>${label}</option>`;
}

export function formatOptions(selected: FormatId): TemplateResult[] {
  return FORMATS.map(({ id, label }) => option(id, label, id === selected));
}

export function qualityOptions(format: FormatEntry, selected: string): TemplateResult[] {
  return format.qualities.map(({ id, label }) => option(id, label, id === selected));
}
