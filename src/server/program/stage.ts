/** The program: assess, set goals, plan, execute, iterate. It reads what all other stages have recorded. */
import { transaction } from '../platform/db/database.ts';
import { startLoop } from '../platform/loop.ts';
import type { Platform, Stage } from '../stage.ts';
import { assessmentRoutes } from './assessments/routes.ts';
import { injectBatch, tellDueInjects } from './drills/injects.ts';
import { drillRoutes } from './drills/routes.ts';
import { goalRoutes } from './goals/routes.ts';
import { programRoutes } from './home/routes.ts';
import { pilotRoutes } from './pilots/routes.ts';
import { watchPilot } from './pilots/watch.ts';
import { reviewRoutes } from './reviews/routes.ts';
import { trainingRoutes } from './training/routes.ts';

export function startProgram({ db, log }: Pick<Platform, 'db' | 'log'>): Stage {
  return {
    routes: [
      ...programRoutes,
      ...assessmentRoutes,
      ...goalRoutes,
      ...pilotRoutes,
      ...drillRoutes,
      ...trainingRoutes,
      ...reviewRoutes,
    ],
    loops: [
      startLoop({
        name: 'drill injects',
        pauseMs: 1_000,
        log,
        work: async () => (await transaction(db, tellDueInjects)) === injectBatch,
      }),
      startLoop({ name: 'pilots', pauseMs: 1_000, log, work: () => watchPilot(db) }),
    ],
  };
}
