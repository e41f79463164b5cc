import { incidentKey } from '../../domain/respond/incidents/incident-key.ts';
import { type Queryable, rows } from '../platform/db/database.ts';
import { type InstantKey, instantColumns } from '../respond/incidents/incident/instant-columns.ts';

type Instants = { [K in InstantKey]: K extends 'declaredAt' ? Date : Date | null };
type Row = { id: number; title: string; severity: number; kind: string } & Instants;

/** These incidents, newest first. */
export async function loadMeasured(db: Queryable, ids: number[]) {
  const found = await rows<Row>(
    db,
    `select id, title, severity, kind, ${Object.values(instantColumns).join(', ')} from incidents
     where id = any ($1::bigint[]) order by id desc`,
    [ids],
  );
  return found.map(({ id, title, severity, kind, ...instants }) => ({
    id,
    key: incidentKey(id),
    title,
    severity,
    kind,
    instants: instants as Instants,
  }));
}
