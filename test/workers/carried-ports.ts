/**
 * One end of a pair of ports whose messages the test carries by hand. It has only the part of MessagePort that is used.
 */
class CarriedPort {
  /** Messages that this end has sent and that were not carried yet. */
  readonly sent: unknown[] = [];
  onmessage: ((event: MessageEvent<never>) => void) | null = null;

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.sent.push(structuredClone(message, { transfer }));
  }

  hear(message: unknown): void {
    this.onmessage?.({ data: message } as MessageEvent<never>);
  }

  close(): void {
    this.onmessage = null;
  }
}

/** Two ports. The test decides which message arrives, and when. Messages are cloned and transferred as usual. */
export class CarriedPorts {
  readonly #a = new CarriedPort();
  readonly #b = new CarriedPort();
  readonly a = this.#a as unknown as MessagePort;
  readonly b = this.#b as unknown as MessagePort;

  /** Takes the messages that `a` has sent since the last call. */
  fromA<Message>(): Message[] {
    return this.#a.sent.splice(0) as Message[];
  }

  toB(message: unknown): void {
    this.#b.hear(message);
  }

  /** Carries messages in both directions until none is left. */
  carry(): void {
    while (this.#a.sent.length + this.#b.sent.length > 0) {
      for (const message of this.#a.sent.splice(0)) this.#b.hear(message);
      for (const message of this.#b.sent.splice(0)) this.#a.hear(message);
    }
  }
}
