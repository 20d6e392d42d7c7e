/** Forgets what it keeps of a take that is gone. Without a take: of any, because a recording begins and needs the room. */
type Forget = (takeId?: string) => void;

const keepers: Forget[] = [];

/** For whoever keeps audio of takes, to read it sooner the next time. Its code may load later than the first take. */
export function onForget(forget: Forget): void {
  keepers.push(forget);
}

export function forgetAudio(takeId?: string): void {
  for (const forget of keepers) forget(takeId);
}
