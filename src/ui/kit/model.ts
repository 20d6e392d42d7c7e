import { TypedEvents } from '../../engine/base/typed-events.ts';

/** State that components watch. It changes only through its own methods, which then emit `change`. */
export abstract class Model extends TypedEvents<{ change: undefined }> {
  protected changed(): void {
    this.emit('change', undefined);
  }
}
