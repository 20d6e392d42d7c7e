export interface ContractResult {
  readonly name: string;
  /** Which promise of the contract was broken; undefined when it was kept. */
  readonly problem: string | undefined;
}

/** Checks that this browser's private file system keeps the promises that the journal relies on. */
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
