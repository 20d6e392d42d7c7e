/** One end of a pair whose messages are carried by hand, as far as a MessagePort is used. */
class CarriedPort {
  /** Sent by this end and not carried yet. */
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

/** Two ports; the test decides which message arrives, and when. What is sent is cloned and transferred as ever. */
export class CarriedPorts {
  readonly #a = new CarriedPort();
  readonly #b = new CarriedPort();
  readonly a = this.#a as unknown as MessagePort;
  readonly b = this.#b as unknown as MessagePort;

  /** Takes what `a` sent since the last call. */
  fromA<Message>(): Message[] {
    return this.#a.sent.splice(0) as Message[];
  }

  toB(message: unknown): void {
    this.#b.hear(message);
  }

  /** Carries all of both directions, until nobody has anything to say. */
  carry(): void {
    while (this.#a.sent.length + this.#b.sent.length > 0) {
      for (const message of this.#a.sent.splice(0)) this.#b.hear(message);
      for (const message of this.#b.sent.splice(0)) this.#a.hear(message);
    }
  }
}
