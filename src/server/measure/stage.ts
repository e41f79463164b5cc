/** Measure: what the incidents of a period say, and which of them say it. */
import type { Stage } from '../stage.ts';
import { measureRoutes } from './routes.ts';

export function startMeasure(): Stage {
  return { routes: measureRoutes };
}
