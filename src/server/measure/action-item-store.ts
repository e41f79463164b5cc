import { type Queryable, row } from '../platform/db/database.ts';
import type { RowFilter } from './rows-store.ts';

export type ActionItemFigures = {
  open: number;
  overdue: number;
  withoutOwner: number;
  oldestOpenDays: number | null;
  onTimeShare: number | null;
};

/** How the action items of real incidents stand now; what will not be done was never due. */
export async function readActionItemFigures(
  db: Queryable,
  { teamId, serviceId, includeImported }: Pick<RowFilter, 'teamId' | 'serviceId' | 'includeImported'>,
): Promise<ActionItemFigures> {
  const found = await row<ActionItemFigures>(
    db,
    `select count(*) filter (where a.state = 'open') as open,
       count(*) filter (where a.state = 'open' and a.due_at < evenkeel.now()) as overdue,
       count(*) filter (where a.state = 'open' and a.owner_id is null) as without_owner,
       floor(extract(epoch from evenkeel.now() - min(a.created_at) filter (where a.state = 'open')) / 86400)::int
         as oldest_open_days,
       (count(*) filter (where a.state <> 'wont_do' and a.due_at < evenkeel.now() and a.finished_at <= a.due_at))::float8
         / nullif(count(*) filter (where a.state <> 'wont_do' and a.due_at < evenkeel.now()), 0) as on_time_share
     from action_items a join incidents i on i.id = a.incident_id
     where (i.kind = 'real' or (i.kind = 'imported' and $3))
       and ($1::bigint is null or a.incident_id in (select x.incident_id from incident_services x
         join services s on s.id = x.service_id where s.team_id = $1))
       and ($2::bigint is null or a.incident_id in (select incident_id from incident_services where service_id = $2))`,
    [teamId ?? null, serviceId ?? null, includeImported],
  );
  return found!;
}
