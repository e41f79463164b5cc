/** Measure: what the incidents of a period say, and which of them say it. */
import type { Stage } from '../stage.ts';
import { measureHandlers } from './handlers.ts';

export function startMeasure(): Stage {
  return { handlers: measureHandlers };
}
