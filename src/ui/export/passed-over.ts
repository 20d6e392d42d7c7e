import type { Take } from '../../engine/takes/take.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import * as words from '../words/later/export.ts';

/** The key of the notice that names the takes that had nothing to export. */
export const PASSED_OVER = 'nothing-to-export';

/** Tells which takes an export passed over, because there is nothing in them, and why. */
export function tellPassedOver(notices: Pick<NoticesModel, 'inform'>, takes: readonly Take[]): void {
  if (takes.length === 0) return;
  const lines: string[] = [];
  const tell = (reason: (names: readonly string[]) => string, those: readonly Take[]) => {
    if (those.length > 0) lines.push(reason(those.map(({ name }) => name)));
  };
  const withFile = takes.filter(({ files }) => files.length > 0);
  const isSilent = ({ frames }: Take) => frames === 0;
  tell(
    words.withoutFile,
    takes.filter((take) => !withFile.includes(take)),
  );
  tell(
    words.wholeCut,
    withFile.filter((take) => !isSilent(take)),
  );
  tell(words.withoutSound, withFile.filter(isSilent));
  notices.inform(PASSED_OVER, words.passedOver(takes.length), ...lines);
}
