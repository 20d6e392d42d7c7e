import { expect, test } from 'vitest';
import { TypedEvents } from '../../../src/engine/base/typed-events.ts';
import type { RecorderEvents, Tell } from '../../../src/engine/record/recorder-state.ts';
import { StateMachine } from '../../../src/engine/record/state-machine.ts';

class Listeners extends TypedEvents<RecorderEvents> {
  readonly tell: Tell = (name, event) => this.emit(name, event);
}

test('where one listener changes the state, every other hears the states in their order', () => {
  const listeners = new Listeners();
  const machine = new StateMachine(listeners.tell);
  listeners.on('state', ({ kind }) => {
    if (kind === 'opening') machine.enter({ kind: 'idle' });
  });
  const heard: string[] = [];
  listeners.on('state', ({ kind }) => heard.push(kind));
  machine.enter({ kind: 'opening' });
  expect(heard).toEqual(['opening', 'idle']);
  machine.enter({ kind: 'opening' });
  expect(heard).toEqual(['opening', 'idle', 'opening', 'idle']);
});
