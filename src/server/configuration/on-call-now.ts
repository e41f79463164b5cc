import type { ConfigurationChange } from '../../contract/platform/configuration.ts';
import { onCallAt } from '../../domain/respond/schedules/on-call.ts';
import { instantOf } from '../../domain/time/instant.ts';
import type { Queryable } from '../platform/db/database.ts';
import { loadSnapshots } from '../respond/schedules/snapshots.ts';
import { databaseNow, listSchedules, namesOfPeople } from '../respond/schedules/store.ts';

/** The name of who is on call at this moment, by the slug of the schedule; null for nobody. */
export async function whoIsOnCall(db: Queryable): Promise<Map<string, string | null>> {
  const now = await databaseNow(db);
  const found = new Map<string, string | null>();
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await listSchedules(db, { limit: 200, cursor });
    const ids = items.map(({ id }) => id);
    const snapshots = await loadSnapshots(db, ids, now, now + 1);
    const people = new Map(items.map(({ id }) => [id, personIn(snapshots.get(id), now)]));
    const names = await namesOfPeople(
      db,
      [...people.values()].filter((personId) => personId !== null),
    );
    for (const { id, slug } of items) {
      const personId = people.get(id) ?? null;
      found.set(slug, personId === null ? null : (names.get(personId) ?? null));
    }
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

type Snapshot = Awaited<ReturnType<typeof loadSnapshots>> extends Map<number, infer One> ? One : never;

function personIn(snapshot: Snapshot | undefined, now: number): number | null {
  return snapshot ? onCallAt(snapshot, instantOf(now)).personId : null;
}

/** Adds to the changes who comes and who goes on call by them, wherever in the document the cause stands. */
export function changesOfOnCall(
  changes: ConfigurationChange[],
  before: ReadonlyMap<string, string | null>,
  after: ReadonlyMap<string, string | null>,
): ConfigurationChange[] {
  const all = changes.map((change) => ({ ...change }));
  for (const [key, person] of after) {
    if ((before.get(key) ?? null) === person) continue;
    const field = { field: 'on call now', before: before.get(key) ?? null, after: person };
    const change = all.find((one) => one.kind === 'schedule' && one.key === key);
    if (!change) all.push({ kind: 'schedule', key, change: 'update', fields: [field] });
    else
      Object.assign(change, {
        fields: [...change.fields, field],
        change: change.change === 'none' ? 'update' : change.change,
      });
  }
  return all;
}
