import type { NoticesModel } from '../notices/notices-model.ts';

/** Loads the code that converts. Resolves with undefined if that failed, which is told. */
export async function loadConverting<Converting>(app: {
  readonly converting: () => Promise<Converting>;
  readonly notices: Pick<NoticesModel, 'failWith'>;
}): Promise<Converting | undefined> {
  try {
    return await app.converting();
  } catch (error) {
    app.notices.failWith(error, 'code-missing');
    return undefined;
  }
}
