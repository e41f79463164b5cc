import type { PushPayload } from '../browser/payload.ts';

/** The way to open tabs, on whichever node they are connected. */
export type Tabs = {
  /** @returns whether a tab of this browser showed it within `waitMs` */
  show(browserId: string, payload: PushPayload, waitMs: number, signal?: AbortSignal): Promise<boolean>;
};
