import { RING_STATE, RING_WORD, ringCapacityFrames, ringWords } from '../../shared/capture/capture-ring.ts';
import { freshId, RING_SECONDS } from '../capture/capture-source.ts';
import { ringTap } from '../capture/capture-transport.ts';
import type { OpenMicrophone } from '../microphone/microphone.ts';
import type { OpenWay } from './open-way.ts';
import type { RingLease, RingPool } from './ring-pool.ts';
import { WorkletGraph } from './worklet-graph.ts';

/**
 * A microphone through an AudioWorklet into a ring.
 * @param sampleRate Hz the frames must have, resampled if need be; undefined for the device's own
 */
export async function openWorkletWay(
  microphone: OpenMicrophone,
  sampleRate: number | undefined,
  rings: RingPool,
  signal: AbortSignal,
): Promise<OpenWay> {
  // A graph that does not come about has its ring to itself: nobody confirms its end, and the ring goes with it.
  let lease: RingLease | undefined;
  const graph = await WorkletGraph.open(
    microphone,
    sampleRate,
    (context) => {
      lease = rings.take(microphone.channels, ringCapacityFrames(context.sampleRate, RING_SECONDS));
      return ringTap(lease.ring);
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
    onDeath: (listener) => graph.onDeath(listener),
    async close() {
      const ended = await graph.close();
      // A context that stands still never asks for a last block.
      Atomics.store(ringWords(ring), RING_WORD.state, RING_STATE.ended);
      if (ended) lease!.writerEnded();
    },
  };
}
