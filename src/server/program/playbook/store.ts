import type { PlaybookService } from '../../../domain/program/playbook.ts';
import { type Queryable, rows } from '../../platform/db/database.ts';

export async function listServices(db: Queryable): Promise<PlaybookService[]> {
  return rows(
    db,
    `select s.name, s.tier, t.name as team_name, e.name as policy_name from services s
     left join teams t on t.id = s.team_id left join escalation_policies e on e.id = s.escalation_policy_id
     order by s.tier, s.name, s.id limit 1000`,
  );
}

export async function listRunbooks(
  db: Queryable,
): Promise<{ title: string; teamName: string | null; serviceNames: string[]; body: string }[]> {
  return rows(
    db,
    `select r.title, t.name as team_name, v.body,
       array(select s.name from runbook_services x join services s on s.id = x.service_id
         where x.runbook_id = r.id order by s.name limit 50) as service_names
     from runbooks r left join teams t on t.id = r.team_id
     join runbook_versions v on v.runbook_id = r.id and v.version = r.version
     where r.archived_at is null order by r.title, r.id limit 200`,
  );
}
