declare global {
  interface Window {
    /** Milliseconds from the next click until the whole take is drawn, in the strip and in the editor. */
    timeToWaveform(): Promise<number>;
    /** Milliseconds from the next click until the sound plays where it was sought. */
    timeToSound(): Promise<number>;
    /** Seconds that the page's player has played of its file; 0 while it does not play. */
    playsFrom(): number;
  }
}

/** Times what the page of a take does. Runs before the page's own code. */
export function watchTakePage(): void {
  let audio: HTMLAudioElement | undefined;
  const { createElement } = Document.prototype;
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const made = createElement.call(document, name, options);
    if (made instanceof HTMLAudioElement) audio = made;
    return made;
  };
  const canvasesOf = (root: ParentNode): HTMLCanvasElement[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element instanceof HTMLCanvasElement ? [element] : []),
      ...(element.shadowRoot === null ? [] : canvasesOf(element.shadowRoot)),
    ]);
  /** Whether a picture has bars near its start, in its middle and near its end. */
  const isWhole = (canvas: HTMLCanvasElement): boolean => {
    const { width, height } = canvas;
    if (width === 0 || height === 0) return false;
    const context = canvas.getContext('2d')!;
    return [0.05, 0.5, 0.95].every((share) => {
      const { data } = context.getImageData(Math.round(share * width), 0, 3, height);
      const [red, green, blue] = data;
      let other = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (data[at] !== red || data[at + 1] !== green || data[at + 2] !== blue) other++;
      }
      return other > 0.1 * 3 * height;
    });
  };
  const click = () =>
    new Promise<number>((resolve) =>
      addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { once: true, capture: true }),
    );
  const until = async (holds: () => boolean): Promise<number> => {
    while (!holds()) await new Promise(requestAnimationFrame);
    return performance.now();
  };
  window.timeToWaveform = async () => {
    const began = await click();
    const drawn = await until(() => {
      const page = document.querySelector('capstan-app')?.shadowRoot?.querySelector('take-page')?.shadowRoot;
      const pictures = page == null ? [] : canvasesOf(page);
      return pictures.length > 1 && pictures.every(isWhole);
    });
    return drawn - began;
  };
  window.playsFrom = () => (audio === undefined || audio.paused ? 0 : audio.currentTime);
  window.timeToSound = async () => {
    const before = { src: audio!.src, at: audio!.currentTime };
    const began = await click();
    await until(() => audio!.src !== before.src || Math.abs(audio!.currentTime - before.at) > 60);
    await until(() => !audio!.seeking && audio!.readyState > 2);
    const at = audio!.currentTime;
    return (await until(() => audio!.currentTime > at + 0.01)) - began;
  };
}
