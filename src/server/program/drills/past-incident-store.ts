import type { PastIncident } from '../../../domain/program/drills/from-incident.ts';
import { type Queryable, row } from '../../platform/db/database.ts';

/** What happened in an incident, and the names of everybody who may stand in its texts. */
export async function loadPast(
  db: Queryable,
  id: number,
): Promise<Omit<PastIncident, 'id' | 'factors'> & { factorKeys: string[] }> {
  const found = await row<Omit<PastIncident, 'id' | 'factors'> & { factorKeys: string[] }>(
    db,
    `select i.title, i.peak_severity as severity, i.summary, i.customer_impact,
       (extract(epoch from i.declared_at) * 1000)::float8 as declared_at,
       (extract(epoch from coalesce(i.resolved_at, i.closed_at, evenkeel.now())) * 1000)::float8 as ended_at,
       coalesce((select jsonb_agg(jsonb_build_object('at', (extract(epoch from e.at) * 1000)::float8, 'kind', e.kind,
           'text', e.text, 'isKey', e.is_key) order by e.at, e.id)
         from (select * from timeline_events where incident_id = i.id and at >= i.declared_at - interval '1 hour'
           and at <= coalesce(i.resolved_at, i.closed_at, evenkeel.now()) order by is_key desc, at, id limit 500) e), '[]')
         as events,
       coalesce((select jsonb_agg(p.name order by p.id) from (select id, name from people order by id limit 20000) p), '[]')
         as people,
       coalesce((select factor_keys from postmortems where incident_id = i.id), '{}') as factor_keys
     from incidents i where i.id = $1`,
    [id],
  );
  return found!;
}
