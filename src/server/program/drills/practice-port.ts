import type { Database } from '../../platform/db/database.ts';
import type { Practice } from '../../respond/practice.ts';
import { loadObserverName } from './people-store.ts';
import { listLastDrills } from './store.ts';

/** What respond asks: which drill the people of a service finished last, and who observes one. */
export function practiceFor(db: Database): Practice {
  return {
    async lastDrills(serviceIds) {
      const found = await listLastDrills(db, serviceIds);
      return new Map(found.map(({ serviceId, ...drill }) => [serviceId, drill]));
    },
    observerName: loadObserverName,
  };
}
