import type { Platform, Stage } from '../stage.ts';

export type DetectOptions = {
  /** A hint that alerts wait for a page; the rows are the truth. */
  onAlertsWaiting: () => void;
};

export async function startDetect(_platform: Platform, _options: DetectOptions): Promise<Stage> {
  return { routes: [] };
}
