import type { Handler } from '../../platform/http/handler.ts';
import type { CertificateCheck } from '../certificates.ts';
import type { Practice } from '../practice.ts';
import { wokenBy } from '../woken.ts';
import { linkedAlertHandlers } from './alerts/handlers.ts';
import { checklistHandlers } from './checklist/handlers.ts';
import { incidentHandlers } from './incident/handlers.ts';
import { roleHandlers } from './roles/handlers.ts';
import { roomHandlers } from './room/handlers.ts';
import { taskHandlers } from './tasks/handlers.ts';
import { timelineHandlers } from './timeline/handlers.ts';
import { updateHandlers } from './updates/handlers.ts';

/** `wake` starts the paging engine at once after a change that asks people. */
export function handlersOfIncidents(wake: () => void, check: CertificateCheck, practice: Practice): Handler[] {
  const woken = wokenBy(wake);
  return [
    ...incidentHandlers(woken, check),
    ...roomHandlers(woken),
    ...roleHandlers(check, practice),
    ...taskHandlers,
    ...checklistHandlers,
    ...timelineHandlers,
    ...updateHandlers,
    ...linkedAlertHandlers,
  ];
}
