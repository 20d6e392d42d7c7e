import { html, nothing } from 'lit';
import type { Notice, NoticesModel, Toast, ToastAction } from '../notices/notices-model.ts';

type Notices = Pick<NoticesModel, 'all' | 'toast'>;

/** What is told while a modal dialog covers the banner and the toast: the dialog shows it. */
export class ToldHere {
  /** Undefined while the dialog is closed: nothing is told in it. */
  #before: readonly (Notice | Toast | undefined)[] | undefined;

  /** The dialog opens: what is told already was seen. */
  begin({ all, toast }: Notices): void {
    this.#before = [...all, toast];
  }

  end(): void {
    this.#before = undefined;
  }

  /** What came since, the oldest first. */
  since({ all, toast }: Notices): { readonly notices: readonly Notice[]; readonly toast: Toast | undefined } {
    const isNew = (told: Notice | Toast) => this.#before?.includes(told) === false;
    return { notices: all.filter(isNew), toast: toast !== undefined && isNew(toast) ? toast : undefined };
  }

  view(all: Notices) {
    const { notices, toast } = this.since(all);
    return html`${notices.map(noticeView)}
      <div role="status">
        ${toast === undefined ? nothing : html`<p>${toast.text}</p>`} ${actionView(toast?.action)}
        ${actionView(toast?.second)}
      </div>`;
  }
}

function noticeView({ tone, title, lines, advice, action }: Notice) {
  return html`<div role=${tone === 'error' ? 'alert' : 'status'}>
    <p><strong>${title}</strong></p>
    ${lines.map((line) => html`<p class="numbers">${line}</p>`)}
    ${advice === undefined ? nothing : html`<p>${advice}</p>`} ${actionView(action)}
  </div>`;
}

function actionView(action: ToastAction | undefined) {
  if (action === undefined) return nothing;
  return html`<button class="quiet" @click=${() => action.run()}>${action.label}</button>`;
}
