import { RING_STATE, RING_WORD, ringCapacityFrames, ringWords } from '../../shared/capture/capture-ring.ts';
import { freshId, RING_SECONDS } from '../capture/capture-source.ts';
import { ringTransport } from '../capture/capture-transport.ts';
import type { OpenMicrophone } from '../microphone/microphone.ts';
import type { OpenWay } from './open-way.ts';
import type { RingLease, RingPool } from './ring-pool.ts';
import { WorkletGraph } from './worklet-graph.ts';

/**
 * Opens the worklet's capture path (way): the microphone through an AudioWorklet into a ring.
 * @param sampleRate Hz the frames must have, resampled if needed; undefined for the device's own
 */
export async function openWorkletWay(
  microphone: OpenMicrophone,
  sampleRate: number | undefined,
  rings: RingPool,
  signal: AbortSignal,
): Promise<OpenWay> {
  // If the graph does not open, nobody confirms that its writer ended, so the ring is discarded with it.
  let lease: RingLease | undefined;
  const graph = await WorkletGraph.open(
    microphone,
    sampleRate,
    (context) => {
      lease = rings.take(microphone.channels, ringCapacityFrames(context.sampleRate, RING_SECONDS));
      return ringTransport(lease.ring);
    },
    signal,
  );
  const { ring } = lease!;
  return {
    link: { id: freshId(), kind: 'worklet', ring },
    lease: lease!,
    sampleRate: graph.context.sampleRate,
    latencySeconds: graph.latencySeconds,
    counts: () => graph.counts(),
    revive: () => graph.revive(),
    catchUp: () => void graph.catchUp(),
    onDeath: (listener) => graph.onDeath(listener),
    async close() {
      const ended = await graph.close();
      // A stalled context never calls the processor again, so the processor cannot set this itself.
      Atomics.store(ringWords(ring), RING_WORD.state, RING_STATE.ended);
      if (ended) lease!.writerEnded();
    },
  };
}
