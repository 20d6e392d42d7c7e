import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TypedEvents } from '../../../src/engine/base/typed-events.ts';

class Doorbell extends TypedEvents<{ ring: number; knock: string }> {
  ring(times: number): void {
    this.emit('ring', times);
  }

  knock(where: string): void {
    this.emit('knock', where);
  }
}

const reported = vi.fn();
beforeEach(() => vi.stubGlobal('reportError', reported.mockReset()));
afterEach(() => vi.unstubAllGlobals());

test('every listener of an event hears it, those of another do not', () => {
  const bell = new Doorbell();
  const heard: unknown[] = [];
  bell.on('ring', (times) => heard.push(times));
  bell.on('ring', (times) => heard.push(-times));
  bell.on('knock', (where) => heard.push(where));
  bell.ring(3);
  bell.knock('back');
  expect(heard).toEqual([3, -3, 'back']);
});

test('without a listener an event is nothing', () => {
  expect(() => new Doorbell().ring(1)).not.toThrow();
});

test('a listener hears nothing once it has left, and leaving twice is fine', () => {
  const bell = new Doorbell();
  const heard = vi.fn();
  const leave = bell.on('ring', heard);
  leave();
  leave();
  bell.ring(1);
  expect(heard).not.toHaveBeenCalled();
});

test('a listener may leave while it is called; the others still hear', () => {
  const bell = new Doorbell();
  const heard: string[] = [];
  const leave = bell.on('ring', () => {
    heard.push('once');
    leave();
  });
  bell.on('ring', () => heard.push('always'));
  bell.ring(1);
  bell.ring(2);
  expect(heard).toEqual(['once', 'always', 'always']);
});

test('one that throws is reported, and keeps nobody from hearing', () => {
  const bell = new Doorbell();
  const heard = vi.fn();
  const error = new Error('out of order');
  bell.on('ring', () => {
    throw error;
  });
  bell.on('ring', heard);
  bell.ring(7);
  expect(heard).toHaveBeenCalledWith(7);
  expect(reported).toHaveBeenCalledExactlyOnceWith(error);
});

test('one function that two parts of a page added is heard until both have left', () => {
  const bell = new Doorbell();
  const heard = vi.fn();
  const leave = [bell.on('ring', heard), bell.on('ring', heard)];
  leave[1]!();
  leave[1]!();
  bell.ring(1);
  expect(heard).toHaveBeenCalledTimes(1);
  leave[0]!();
  bell.ring(2);
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a listener that leaves and comes back while it is called hears only the next one', () => {
  const bell = new Doorbell();
  const heard: number[] = [];
  let leave = bell.on('ring', hear);
  function hear(times: number): void {
    heard.push(times);
    leave();
    // Otherwise the failing test would have no end.
    if (heard.length < 10) leave = bell.on('ring', hear);
  }
  bell.ring(1);
  bell.ring(2);
  expect(heard).toEqual([1, 2]);
});

test('a listener that another one removes does not hear what is being told', () => {
  const bell = new Doorbell();
  const heard = vi.fn();
  let leave = (): void => {};
  bell.on('ring', () => leave());
  leave = bell.on('ring', heard);
  bell.ring(1);
  expect(heard).not.toHaveBeenCalled();
});
