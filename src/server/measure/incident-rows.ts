import type { IncidentRow } from '../../domain/measure/incident-rows.ts';
import type { InstantKey } from '../../domain/respond/incidents/instants.ts';
import type { Queryable } from '../platform/db/database.ts';
import { eachRow } from './packed-rows.ts';
import {
  decodeTraits,
  loadCauses,
  loadIncidents,
  loadPostmortems,
  loadRecurrences,
  loadServices,
  type RowFilter,
} from './rows-store.ts';

type Instants = Record<InstantKey, number | null>;
type Traits = ReturnType<typeof decodeTraits>;

const none: readonly never[] = [];
const noPostmortem = { required: false, dueAt: null, completedAt: null };

/**
 * Incidents in the form that the measures take. Services, teams and causes are there only where they are asked for: what is
 * filtered by them needs no look at them.
 */
export async function loadIncidentRows(
  db: Queryable,
  filter: RowFilter,
  { withServices = false, causeKeys = none }: { withServices?: boolean; causeKeys?: readonly string[] } = {},
): Promise<IncidentRow[]> {
  const rows = await loadPlainRows(db, filter);
  if (withServices) await addServices(db, filter, rows);
  if (causeKeys.length > 0) await addCauses(db, filter, rows, causeKeys);
  return rows;
}

async function addServices(db: Queryable, filter: RowFilter, rows: readonly PackedRow[]): Promise<void> {
  const { values, fields } = await loadServices(db, filter);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (let start = 0; start < values.length; start += fields.length) {
    const row = byId.get(values[start]!);
    const [serviceId, teamId] = [values[start + 1]!, values[start + 2]!];
    if (!row) continue;
    row.serviceIds = [...row.serviceIds, serviceId];
    if (!Number.isNaN(teamId) && !row.teamIds.includes(teamId)) row.teamIds = [...row.teamIds, teamId];
  }
}

async function addCauses(db: Queryable, filter: RowFilter, rows: readonly PackedRow[], keys: readonly string[]) {
  const { values, fields } = await loadCauses(db, filter, keys);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (let start = 0; start < values.length; start += fields.length) {
    const row = byId.get(values[start]!);
    if (row) row.factorKeys = [...row.factorKeys, keys[values[start + 1]! - 1]!];
  }
}

async function loadPlainRows(db: Queryable, filter: RowFilter): Promise<PackedRow[]> {
  const [incidents, postmortems, recurrences] = await Promise.all([
    loadIncidents(db, filter),
    loadPostmortems(db, filter),
    loadRecurrences(db, filter),
  ]);
  const postmortemOf = new Map(
    eachRow(postmortems, (at) => {
      const postmortem = {
        ...{ required: true, dueAt: at('dueAt'), completedAt: at('completedAt') },
        hasFindings: at('hasFindings') === 1,
      };
      return [at('incidentId'), postmortem] as const;
    }),
  );
  const recurrenceOf = new Map(
    eachRow(recurrences, (at) => {
      const recurrence = {
        earlierIncidentId: at('earlierId') ?? 0,
        earlierResolvedAt: at('earlierResolvedAt') ?? Number.NaN,
        confirmed: at('isConfirmed') === 1,
      };
      return [at('incidentId'), recurrence] as const;
    }),
  );
  const traitsOf = memorised(decodeTraits);
  return Array.from({ length: incidents.values.length / incidents.fields.length }, (_, place) => {
    const row = new PackedRow(incidents.values, place * incidents.fields.length, traitsOf);
    row.postmortem = postmortemOf.get(row.id) ?? noPostmortem;
    row.recurrence = recurrenceOf.get(row.id) ?? null;
    return row;
  });
}

/**
 * One incident that reads its fields out of the packed rows when asked: of 50,000 incidents, making the objects costs more
 * than all the calculation. It is its own `instants`.
 */
class PackedRow implements IncidentRow, Instants {
  readonly id: number;
  readonly traits: Traits;
  postmortem: IncidentRow['postmortem'] = noPostmortem;
  recurrence: IncidentRow['recurrence'] = null;
  serviceIds: readonly number[] = none;
  teamIds: readonly number[] = none;
  factorKeys: readonly string[] = none;
  readonly #values: Float64Array;
  readonly #start: number;

  constructor(values: Float64Array, start: number, traitsOf: (traits: number) => Traits) {
    this.#values = values;
    this.#start = start;
    this.id = values[start] ?? 0;
    this.traits = traitsOf(values[start + 1] ?? 0);
  }

  /** The fields in the order in which `loadIncidents` packs them. */
  #at(field: number): number | null {
    const value = this.#values[this.#start + field]!;
    return Number.isNaN(value) ? null : value;
  }

  get incidentId() {
    return this.id;
  }
  get kind() {
    return this.traits.kind;
  }
  get falseAlarm() {
    return this.traits.isFalseAlarm;
  }
  get severity() {
    return this.traits.severity;
  }
  get peakSeverity() {
    return this.traits.peakSeverity;
  }
  get foundBy() {
    return this.traits.foundBy;
  }
  get instants() {
    return this;
  }
  get impactStartedAt() {
    return this.#at(2);
  }
  get detectedAt() {
    return this.#at(3);
  }
  get alertedAt() {
    return this.#at(4);
  }
  get acknowledgedAt() {
    return this.#at(5);
  }
  get declaredAt() {
    return this.#at(6);
  }
  get mitigatedAt() {
    return this.#at(7);
  }
  get resolvedAt() {
    return this.#at(8);
  }
  /** No measure looks at these three: what is closed is resolved, or a false alarm. */
  get closedAt() {
    return null;
  }
  get commanderAssignedAt() {
    return null;
  }
  get firstPublicAt() {
    return null;
  }
}

/** There are few different traits, and 50,000 incidents that have them. */
function memorised<T>(decode: (value: number) => T): (value: number) => T {
  const known = new Map<number, T>();
  return (value) => {
    const found = known.get(value) ?? decode(value);
    known.set(value, found);
    return found;
  };
}
