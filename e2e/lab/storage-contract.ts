export interface ContractResult {
  readonly name: string;
  /** What was promised and not kept. */
  readonly problem: string | undefined;
}

/** Holds this browser's private file system to what the journal relies on. */
export function storageContract(): Promise<ContractResult[]> {
  const worker = new Worker(new URL('./workers/storage-contract.worker.ts', import.meta.url), {
    type: 'module',
  });
  return new Promise<ContractResult[]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ContractResult[]>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage('run');
  }).finally(() => worker.terminate());
}
