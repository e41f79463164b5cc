import type { Database } from '../../platform/db/database.ts';
import type { Practice } from '../../respond/practice.ts';
import { listLastDrills } from './store.ts';

/** What readiness asks: which drill the people of a service finished last. */
export function practiceFor(db: Database): Practice {
  return {
    async lastDrills(serviceIds) {
      const found = await listLastDrills(db, serviceIds);
      return new Map(found.map(({ serviceId, ...drill }) => [serviceId, drill]));
    },
  };
}
