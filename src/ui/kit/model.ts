import { TypedEvents } from '../../engine/base/typed-events.ts';

/** State that components watch. It changes through its own methods only, and says so afterwards. */
export abstract class Model extends TypedEvents<{ change: undefined }> {
  protected changed(): void {
    this.emit('change', undefined);
  }
}
