import { ringCapacityFrames } from '../../shared/capture/capture-ring.ts';
import type { CapstanError } from '../../shared/base/errors.ts';
import {
  freshId,
  RING_SECONDS,
  tailFrames,
  type PortSource,
  type SourceChange,
} from '../capture/capture-source.ts';
import { portTransport } from '../capture/port-transport.ts';
import {
  closeStream,
  onTrackEnded,
  openMicrophone,
  type MicrophoneRequest,
  type OpenMicrophone,
} from '../microphone/microphone.ts';
import { WorkletGraph } from '../ways/worklet-graph.ts';

/** The microphone through an AudioWorklet to a port, where no memory is shared. */
export async function openPortSource(request: MicrophoneRequest): Promise<PortSource> {
  const microphone = await openMicrophone(request);
  const ended = new AbortController();
  const giveUp = () => ended.abort(request.signal?.reason);
  request.signal?.addEventListener('abort', giveUp);
  try {
    onTrackEnded(microphone, (reason) => ended.abort(reason));
    const graph = await WorkletGraph.open(
      microphone,
      request.sampleRate,
      (context) => portTransport(context, microphone.channels),
      ended.signal,
    );
    return sourceOf(microphone, graph);
  } catch (error) {
    closeStream(microphone.stream);
    throw error;
  } finally {
    request.signal?.removeEventListener('abort', giveUp);
  }
}

function sourceOf(
  microphone: OpenMicrophone,
  graph: WorkletGraph<ReturnType<typeof portTransport>>,
): PortSource {
  const { sampleRate } = graph.context;
  const wayId = freshId();
  let listener = (_change: SourceChange): void => {};
  let lost: CapstanError | undefined;
  let closing: Promise<unknown> | undefined;
  const lose = (reason: CapstanError) => {
    if (lost !== undefined || closing !== undefined) return;
    lost = reason;
    listener({ kind: 'lost', reason });
  };
  onTrackEnded(microphone, lose);
  graph.onDeath(lose);
  return {
    wayId,
    port: graph.transport.port,
    capacityFrames: ringCapacityFrames(sampleRate, RING_SECONDS),
    label: microphone.label,
    deviceId: microphone.deviceId,
    sampleRate,
    channels: microphone.channels,
    side: microphone.side,
    tailFrames: tailFrames(graph.latencySeconds, sampleRate),
    processing: microphone.processing,
    ways: ['worklet'],
    moment: () => [{ way: wayId, cursor: graph.transport.clock() }],
    browserCounts: () => graph.counts(),
    revive: () => graph.revive(),
    listen(hear) {
      listener = hear;
      if (lost !== undefined) hear({ kind: 'lost', reason: lost });
    },
    async close() {
      closeStream(microphone.stream);
      closing ??= graph.close();
      await closing;
    },
  };
}
