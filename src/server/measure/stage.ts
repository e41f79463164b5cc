/** Measure: what the incidents of a period say, and which of them say it. */
import type { Platform, Stage } from '../stage.ts';
import { measureHandlers } from './handlers.ts';
import { noiseHandlers } from './noise/handlers.ts';
import { oncallHandlers } from './oncall/handlers.ts';
import { payHandlers } from './pay/handlers.ts';
import { measureMetrics } from './prometheus.ts';
import { sprintHandlers } from './sprints/handlers.ts';

export function startMeasure({ metrics, db }: Pick<Platform, 'metrics' | 'db'>): Stage {
  measureMetrics(metrics, db);
  return { handlers: [...measureHandlers, ...oncallHandlers, ...sprintHandlers, ...noiseHandlers, ...payHandlers] };
}
