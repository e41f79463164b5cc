import { type IncidentSignature, lookBackDays } from '../../../domain/learn/recurrence.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

type SignatureRow = {
  id: number;
  title: string;
  alerts: { sourceId: number; dedupKey: string }[];
  serviceIds: number[];
  factorKeys: string[];
  declaredAt: Date;
  resolvedAt: Date | null;
};

/** What makes each of these incidents look like another; of many alerts, the first 100. */
export async function loadSignatures(db: Queryable, incidentIds: number[]): Promise<IncidentSignature[]> {
  if (incidentIds.length === 0) return [];
  const found = await rows<SignatureRow>(
    db,
    `select i.id, i.title, i.declared_at, i.resolved_at,
       coalesce((select jsonb_agg(jsonb_build_object('sourceId', a.source_id, 'dedupKey', a.dedup_key))
         from (select x.alert_id from incident_alerts x where x.incident_id = i.id order by x.alert_id limit 100) x
         join alerts a on a.id = x.alert_id), '[]') as alerts,
       array(select s.service_id from incident_services s where s.incident_id = i.id order by 1) as service_ids,
       coalesce((select p.factor_keys from postmortems p where p.incident_id = i.id), '{}') as factor_keys
     from incidents i where i.id = any ($1::bigint[])`,
    [incidentIds],
  );
  return found.map(({ id, declaredAt, resolvedAt, ...rest }) => ({
    ...rest,
    incidentId: id,
    key: incidentKey(id),
    declaredAt: declaredAt.getTime(),
    resolvedAt: resolvedAt?.getTime() ?? null,
  }));
}

/**
 * Incidents that may be earlier occurrences, at most 500: those with the same alert, those of the same service, and the
 * latest ones for their words. Only real ones that were over before this one was declared.
 */
export async function findCandidates(db: Queryable, incidentId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `with me as (select id, declared_at from incidents where id = $1),
     keys as (
       select distinct a.source_id, a.dedup_hash from incident_alerts x join alerts a on a.id = x.alert_id
       where x.incident_id = $1 limit 50),
     near as (
       (select x.incident_id as id from keys k
          cross join lateral (select a.id from alerts a where a.source_id = k.source_id and a.dedup_hash = k.dedup_hash
                              order by a.id desc limit 500) a
          join incident_alerts x on x.alert_id = a.id order by x.incident_id desc limit 200)
       union
       (select s.incident_id from incident_services s
          where s.service_id in (select service_id from incident_services where incident_id = $1)
          order by s.incident_id desc limit 200)
       union
       (select i.id from incidents i, me where i.declared_at < me.declared_at order by i.declared_at desc limit 100))
     select i.id from near join incidents i using (id), me
     where i.id <> me.id and i.kind in ('real', 'imported') and not i.is_false_alarm
       and i.declared_at < me.declared_at and i.declared_at >= me.declared_at - make_interval(days => $2)
       and i.resolved_at <= me.declared_at
     order by i.declared_at desc limit 500`,
    [incidentId, lookBackDays],
  );
  return found.map(({ id }) => id);
}
