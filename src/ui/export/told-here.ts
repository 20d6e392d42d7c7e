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

  /** @param leave closes the dialog: what an action does is seen on the page, where also another dialog may open */
  view(all: Notices, leave: () => void) {
    const { notices, toast } = this.since(all);
    return html`${notices.map((notice) => noticeView(notice, leave))}
      <div role="status">
        ${toast === undefined ? nothing : html`<p>${toast.text}</p>`} ${actionView(toast?.action, leave)}
        ${actionView(toast?.second, leave)}
      </div>`;
  }
}

function noticeView({ tone, title, lines, advice, action }: Notice, leave: () => void) {
  return html`<div role=${tone === 'error' ? 'alert' : 'status'}>
    <p><strong>${title}</strong></p>
    ${lines.map((line) => html`<p class="numbers">${line}</p>`)}
    ${advice === undefined ? nothing : html`<p>${advice}</p>`} ${actionView(action, leave)}
  </div>`;
}

function actionView(action: ToastAction | undefined, leave: () => void) {
  if (action === undefined) return nothing;
  const press = () => {
    leave();
    action.run();
  };
  return html`<button class="quiet" @click=${press}>${action.label}</button>`;
}
