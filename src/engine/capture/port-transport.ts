import type { CaptureOrder, CaptureWord } from '../../shared/capture/capture-port.ts';
import { cursorAdvance } from '../../shared/base/cursor.ts';
import type { CaptureTransport } from './capture-transport.ts';

/** How long closing a microphone waits for the frames that are still on the audio thread. */
const END_PATIENCE_MS = 1000;

/** The transport where no memory is shared. `port` is to be handed to the journal. */
export function portTransport(
  context: AudioContext,
  channels: number,
): CaptureTransport & { readonly port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const clock = () => Math.round(context.currentTime * context.sampleRate);
  let flowing = false;
  let joined = false;
  let ended = (): void => {};
  let order = (_order: CaptureOrder, _transfer: Transferable[]): void => {};
  return {
    processor: 'capstan-port-capture',
    options: { channels },
    port: port2,
    connect({ port }) {
      joined = true;
      port.onmessage = ({ data: word }: MessageEvent<CaptureWord>) => {
        if (word === 'flows') flowing = true;
        else ended();
      };
      order = (message, transfer) => port.postMessage(message, transfer);
      order({ kind: 'port', port: port1 }, [port1]);
    },
    flows: () => flowing,
    clock: () => cursorAdvance(0, clock()),
    async end() {
      if (!joined) return;
      await new Promise<void>((resolve) => {
        const patience = setTimeout(resolve, END_PATIENCE_MS);
        ended = () => {
          clearTimeout(patience);
          resolve();
        };
        order({ kind: 'end', currentFrame: clock() }, []);
      });
    },
  };
}
