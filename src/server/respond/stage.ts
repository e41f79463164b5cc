import type { Platform, Stage } from '../stage.ts';

export type RespondStage = Stage & { wake: () => void };

export async function startRespond(_platform: Platform): Promise<RespondStage> {
  return { routes: [], wake: () => {} };
}
