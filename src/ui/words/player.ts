export const notWhileRecording = 'A take cannot play while you record: the microphone would hear it';
export const playerOf = (take: string): string => `Player of ${take}`;
