import { afterAll, vi } from 'vitest';

// Test files share a process one after another: none leaves anything to the next.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
