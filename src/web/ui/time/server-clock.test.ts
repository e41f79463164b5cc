import { describe, expect, it } from 'vitest';
import { sampleServerClock, serverNow } from './server-clock.ts';

describe('the server clock', () => {
  it('follows the best sample, ignores worse ones and nonsense, and follows a clock that moved', () => {
    const here = Date.now();
    const ahead = () => Math.round((serverNow() - Date.now()) / 1000);

    sampleServerClock(here + 60_000, here - 100, here + 100);
    expect(ahead()).toBe(60);

    sampleServerClock(here + 61_000, here - 1500, here + 1500);
    expect(ahead()).toBe(60);

    sampleServerClock(Number.NaN, here, here);
    expect(ahead()).toBe(60);

    sampleServerClock(here + 3_600_000, here - 500, here + 500);
    expect(ahead()).toBe(3600);
  });

  it('tells whole milliseconds, which are what instants are made of', () => {
    const here = Date.now();
    sampleServerClock(here + 7_200_000, here, here + 1, 0);
    expect(Number.isInteger(serverNow())).toBe(true);
  });
});
