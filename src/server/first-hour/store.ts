import type { NextStepFacts } from '../../domain/first-hour/next-steps.ts';
import { platformSourceSlug } from '../detect/rulebook/rulebook.ts';
import { type Queryable, row, rows, run } from '../platform/db/database.ts';

/** Whether nobody has made anything yet that a starting set would stand beside. */
export async function isEmptyInstallation(tx: Queryable): Promise<boolean> {
  const found = await row<{ isEmpty: boolean }>(
    tx,
    `select not (exists (select from teams) or exists (select from schedules) or exists (select from escalation_policies)
       or exists (select from services) or exists (select from sources where slug <> $1)) as is_empty`,
    [platformSourceSlug],
  );
  return found!.isEmpty;
}

const facts: Record<Exclude<keyof NextStepFacts, 'mail'>, string> = {
  reach: 'exists (select from usable)',
  'on-call': 'exists (select from rota where people > 0)',
  policy: 'exists (select from escalation_policies)',
  service: 'exists (select from services where escalation_policy_id is not null)',
  source: 'exists (select from own_sources)',
  // A test proves the way inside; a sender outside is another matter.
  sender: `exists (select from alerts a join own_sources s on s.id = a.source_id
      where a.labels ->> 'evenkeel_test' is distinct from 'true')
    or exists (select from heartbeats h join own_sources s on s.id = h.source_id where h.last_ping_at is not null)`,
  'second-person': '(select count(*) from (select from people where disabled_at is null limit 2) p) >= 2',
  rotation: 'exists (select from rota where people > 1)',
  'second-step': `exists (select from escalation_policies where jsonb_array_length(definition -> 'steps') > 1
      or jsonb_typeof(definition -> 'catchAll') = 'object')`,
  'second-way': '(select count(distinct channel) from usable) >= 2',
  'status-page': 'exists (select from status_components)',
  drill: "exists (select from incidents where kind = 'drill')",
  assessment: 'exists (select from assessments where completed_at is not null)',
};

/** For each step whether its cause is met; what only the settings know is left to the caller. */
export async function loadFacts(db: Queryable, personId: number): Promise<Omit<NextStepFacts, 'mail'>> {
  const found = await rows<{ facts: Omit<NextStepFacts, 'mail'> }>(
    db,
    `with own_sources as (select id from sources where slug <> $2),
     usable as (select channel from contact_methods
       where person_id = $1 and verified_at is not null and disabled_at is null),
     rota as (select (select count(distinct p) from jsonb_array_elements_text(layer -> 'participants') p
         where p is not null) as people
       from schedules, jsonb_array_elements(definition -> 'layers') layer)
     select jsonb_build_object(${Object.entries(facts)
       .map(([key, condition]) => `'${key}', ${condition}`)
       .join(', ')}) as facts`,
    [personId, platformSourceSlug],
  );
  return found[0]!.facts;
}

export async function listDismissed(db: Queryable, personId: number): Promise<string[]> {
  const found = await rows<{ step: string }>(db, 'select step from dismissed_steps where person_id = $1', [personId]);
  return found.map(({ step }) => step);
}

export async function dismiss(db: Queryable, personId: number, step: string): Promise<void> {
  await run(db, 'insert into dismissed_steps (person_id, step) values ($1, $2) on conflict do nothing', [
    personId,
    step,
  ]);
}

export async function recall(db: Queryable, personId: number, step: string): Promise<void> {
  await run(db, 'delete from dismissed_steps where person_id = $1 and step = $2', [personId, step]);
}
