import { CapstanError } from '../../shared/base/errors.ts';
import { isIsolated, sharesMemory } from './shared-memory.ts';

/** What this browser and this page can do, by feature detection, not by the browser's name. */
export interface Capabilities {
  readonly secure: boolean;
  /** Whether threads can share memory. If not, a take is encoded when it ends. */
  readonly sharedMemory: boolean;
  /** Whether the page is cross-origin isolated, which shared memory requires. */
  readonly isolated: boolean;
  readonly microphone: boolean;
  readonly audioWorklet: boolean;
  readonly privateFiles: boolean;
  readonly savePicker: boolean;
  readonly folderPicker: boolean;
}

export function detectCapabilities(): Capabilities {
  return {
    secure: isSecureContext,
    sharedMemory: sharesMemory(),
    isolated: isIsolated(),
    microphone: typeof navigator.mediaDevices?.getUserMedia === 'function',
    audioWorklet: typeof AudioWorkletNode === 'function',
    privateFiles: typeof navigator.storage?.getDirectory === 'function',
    savePicker: typeof window.showSaveFilePicker === 'function',
    folderPicker: typeof window.showDirectoryPicker === 'function',
  };
}

/** Throws `insecure-context`, `unsupported-browser` or `storage-unavailable` if this page cannot record. */
export function assertCanRecord(capabilities: Capabilities): void {
  if (!capabilities.secure) throw new CapstanError('insecure-context');
  if (!capabilities.microphone) throw new CapstanError('unsupported-browser', 'no microphone access');
  if (!capabilities.audioWorklet) throw new CapstanError('unsupported-browser', 'no AudioWorklet');
  if (!capabilities.privateFiles) throw new CapstanError('storage-unavailable', 'no private file system');
}
