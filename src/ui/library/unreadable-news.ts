import type { CapstanError } from '../../shared/base/errors.ts';
import type { NoticesModel } from '../notices/notices-model.ts';

const AGAIN_MS = 2000;

/**
 * Call the result after each listing. Takes that could not be read are listed again soon: a browser refuses to read a
 * log that is being written. Those that could not be read twice are told, once for as long as it is the same ones.
 *
 * @param listAgain called some time after a listing that could not read a take
 */
export function unreadableNews(
  notices: NoticesModel,
  listAgain: () => void,
): (error: CapstanError | undefined) => void {
  let last: string | undefined;
  let told: string | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    waiting = undefined;
    listAgain();
  };
  return (error) => {
    if (error === undefined) {
      if (told !== undefined) notices.dismiss('error-take-unreadable');
      last = told = undefined;
      return;
    }
    waiting ??= setTimeout(again, AGAIN_MS);
    if (error.detail === last && last !== told) {
      told = last;
      notices.fail(error);
    }
    last = error.detail;
  };
}
