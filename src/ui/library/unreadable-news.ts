import type { CapstanError } from '../../shared/base/errors.ts';
import type { NoticesModel } from '../notices/notices-model.ts';

/** Call the result after each listing. It tells that takes cannot be read: once for as long as it is the same ones. */
export function unreadableNews(notices: NoticesModel): (error: CapstanError | undefined) => void {
  let told: string | undefined;
  return (error) => {
    if (error?.detail === told) return;
    told = error?.detail;
    if (error === undefined) notices.dismiss('error-take-unreadable');
    else notices.fail(error);
  };
}
