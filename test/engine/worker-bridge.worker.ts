import { CapstanError } from '../../src/shared/base/errors.ts';
import { exposeService } from '../../src/workers/base/expose-service.ts';

/** A service that covers every way in which a call can end. */
export interface TrialApi {
  double(value: number): number;
  tell(listener: (word: string) => void | Promise<void>): Promise<void>;
  refuse(): void;
  stumble(): void;
  never(): Promise<void>;
  crash(): Promise<void>;
}

const service: TrialApi = {
  double: (value) => 2 * value,
  async tell(listener) {
    await listener('one');
    await listener('two');
  },
  refuse() {
    throw new CapstanError('take-busy', 'in use');
  },
  stumble() {
    throw new TypeError('no such thing');
  },
  never: () => new Promise(() => {}),
  crash() {
    setTimeout(() => {
      throw new Error('out of memory');
    });
    return new Promise(() => {});
  },
};

exposeService(service, 'storage-failed');
