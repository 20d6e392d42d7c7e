import { createCapstan } from '../../src/engine/door/create-capstan.ts';

const NAME = 'Voice note';
const WORDS = {
  idle: '',
  opening: 'Opening the microphone …',
  armed: '',
  recording: 'Recording',
  paused: 'Paused',
  stopping: 'Finishing …',
};

/** What this page itself tells: its message is what people read. */
class NoteError extends Error {}

const capstan = createCapstan();
let listing = 0;
const toggle = element('toggle', HTMLButtonElement);
const player = element('player', HTMLAudioElement);

capstan.recorder(NAME).on('state', ({ kind }) => {
  element('state', HTMLElement).textContent = WORDS[kind];
  toggle.textContent = kind === 'recording' ? 'Stop' : 'Record';
  toggle.disabled = kind === 'opening' || kind === 'stopping';
});
capstan.recorder(NAME).on('error', (error) => void tell(error));
capstan.recorder(NAME).on('take', () => void list().catch(tell));
capstan.permission.on('change', () => void explain().catch(tell));
toggle.addEventListener('click', () => {
  const { kind } = capstan.recorder(NAME).state;
  void attempt(kind === 'recording' ? stop : start);
});
void explain().catch(tell);
// The list includes a note whose page was closed while it was being recorded.
void list().catch(tell);

async function explain(): Promise<void> {
  const denied = (await capstan.permission.status()) === 'denied';
  element('explanation', HTMLElement).textContent = denied
    ? 'The microphone is blocked for this page. Allow it beside the address, then press Record.'
    : 'Record asks the browser for your microphone. The note stays on this device until you press Send.';
}

async function start(): Promise<void> {
  player.pause();
  await capstan.recorder(NAME).start({ format: 'opus', quality: 'voice-32' });
}

async function stop(): Promise<void> {
  await capstan.recorder(NAME).stop();
}

/** Lists the notes that the server has not confirmed, each with its buttons. */
async function list(): Promise<void> {
  const turn = ++listing;
  // What broke off is repaired first.
  const takes = await capstan.takes.listRecovered();
  // A slow listing must not bring back a note that a later one no longer found.
  if (turn !== listing) return;
  // A note that another tab is recording is not finished.
  const unsent = takes.filter(
    ({ savedTo, inUse, files }) => savedTo === undefined && !inUse && files.length > 0,
  );
  const items = unsent.map(({ id, name, durationSeconds }) => {
    const item = document.createElement('li');
    const text = document.createElement('span');
    text.textContent = `${name}, ${durationSeconds.toFixed(1)} s`;
    item.append(
      text,
      button(`Play ${name}`, () => play(id)),
      button(`Send ${name}`, () => send(id)),
    );
    return item;
  });
  element('notes', HTMLElement).replaceChildren(...items);
}

/** Reads a note: the file in its format, or the WAV if that file could not be made. */
async function bytesOf(id: string): Promise<File> {
  const [first] = (await capstan.takes.get(id)).files;
  return capstan.takes.read(id, first!.file);
}

async function play(id: string): Promise<void> {
  const note = await bytesOf(id);
  if (capstan.recorder(NAME).state.kind !== 'idle')
    throw new NoteError('Not played: the microphone would hear it. Press Play when the recording has ended.');
  URL.revokeObjectURL(player.src);
  player.src = URL.createObjectURL(note);
  player.hidden = false;
  try {
    await player.play();
  } catch (error) {
    // Another note was played meanwhile, or a recording began.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
  }
}

/** Sends a note. It counts as sent only when the server returns its length and its hash. */
async function send(id: string): Promise<void> {
  const note = await bytesOf(id);
  const form = new FormData();
  form.append('note', note);
  const response = await fetch('/upload', { method: 'POST', body: form }).catch(() => {
    throw new NoteError('Not sent: the server cannot be reached. Press Send again.');
  });
  if (!response.ok) throw new NoteError(`Not sent: ${await response.text()}`);
  const received = (await response.json()) as { bytes: number; sha256: string };
  if (received.bytes !== note.size || received.sha256 !== (await sha256(note))) {
    throw new NoteError('Not sent: the server received other bytes. Press Send again.');
  }
  await capstan.takes.noteSaved(id, note.name, 'the server');
  await list();
}

async function sha256(file: File): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function button(label: string, action: () => Promise<void>): HTMLButtonElement {
  const made = document.createElement('button');
  made.textContent = label.split(' ')[0]!;
  made.ariaLabel = label;
  made.addEventListener('click', () => {
    made.disabled = true;
    void attempt(action).finally(() => (made.disabled = false));
  });
  return made;
}

async function attempt(action: () => Promise<void>): Promise<void> {
  element('error', HTMLElement).textContent = '';
  await action().catch(tell);
}

async function tell(error: unknown): Promise<void> {
  const told = error instanceof NoteError ? error.message : await capstan.explain(error);
  element('error', HTMLElement).textContent = told;
}

function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${id} in the page`);
  return found;
}
