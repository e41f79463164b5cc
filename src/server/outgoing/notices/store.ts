import type { NoticeKind } from '../../../contract/outgoing/notices.ts';
import { type Queryable, rows, run } from '../../platform/db/database.ts';

export type NewNotice = {
  personId: number;
  kind: NoticeKind;
  key: string;
  title: string;
  text?: string;
  path: string;
  contactMethodId: number | null;
  dueAt: Date;
  expiresAt: Date;
};

export async function insertNotices(tx: Queryable, notices: NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await run(
    tx,
    `insert into notices (person_id, kind, key, title, text, path, contact_method_id, due_at, expires_at)
     select n.person_id, n.kind, n.key, n.title, n.text, n.path, m.id, n.due_at, n.expires_at
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::timestamptz[], $9::timestamptz[])
       as n (person_id, kind, key, title, text, path, contact_method_id, due_at, expires_at)
     left join contact_methods m on m.id = n.contact_method_id
     on conflict do nothing`,
    [
      notices.map(({ personId }) => personId),
      notices.map(({ kind }) => kind),
      notices.map(({ key }) => key),
      notices.map(({ title }) => title),
      notices.map(({ text }) => text ?? ''),
      notices.map(({ path }) => path),
      notices.map(({ contactMethodId }) => contactMethodId),
      notices.map(({ dueAt }) => dueAt),
      notices.map(({ expiresAt }) => expiresAt),
    ],
  );
}

/** Those of these people who were not told this yet. */
export async function listUntold(tx: Queryable, kind: NoticeKind, key: string, personIds: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select p.id from unnest($3::bigint[]) as p (id)
     where not exists (select from notices n where n.person_id = p.id and n.kind = $1 and n.key = $2)`,
    [kind, key, personIds],
  );
  return found.map(({ id }) => id);
}

/** Ties what is due, and what follows it within a minute, to one message for each person and way. @returns how many */
export async function bundleDue(tx: Queryable): Promise<number> {
  return run(
    tx,
    `with due as (
       select id, person_id, coalesce(contact_method_id, 0) as way from notices n
       where message_id is null and due_at <= evenkeel.now() + interval '1 minute'
         and exists (select from notices d where d.message_id is null and d.due_at <= evenkeel.now()
           and d.person_id = n.person_id and coalesce(d.contact_method_id, 0) = coalesce(n.contact_method_id, 0))
       order by due_at limit 500 for update skip locked),
     ways as (select distinct person_id, way from due),
     messages as (
       insert into notice_messages (person_id, contact_method_id)
       select person_id, nullif(way, 0) from ways
       returning id, person_id, coalesce(contact_method_id, 0) as way)
     update notices n set message_id = m.id from due d, messages m
     where n.id = d.id and m.person_id = d.person_id and m.way = d.way`,
  );
}

export type MessageRow = {
  id: number;
  personName: string;
  personEmail: string;
  isDisabled: boolean;
  contactMethodId: number | null;
  channel: string | null;
  /** Sealed. */
  settings: string | null;
  providerId: number | null;
  notices: { kind: NoticeKind; title: string; text: string; path: string; isFresh: boolean }[];
};

/** A contact method that was disabled or is no longer verified counts as none. */
export async function loadMessages(db: Queryable, ids: number[]): Promise<MessageRow[]> {
  return rows<MessageRow>(
    db,
    `select g.id, p.name as person_name, p.email as person_email, p.disabled_at is not null as is_disabled,
       m.id as contact_method_id, m.channel, m.settings, m.provider_id,
       coalesce((select jsonb_agg(jsonb_build_object('kind', n.kind, 'title', n.title, 'text', n.text, 'path', n.path,
           'isFresh', n.expires_at > evenkeel.now()) order by n.id) from notices n where n.message_id = g.id), '[]') as notices
     from notice_messages g join people p on p.id = g.person_id
     left join contact_methods m on m.id = g.contact_method_id and m.verified_at is not null and m.disabled_at is null
     where g.id = any ($1::bigint[])`,
    [ids],
  );
}

/** Keys are kept for as long as the same may be found again. */
export async function forgetNotices(db: Queryable): Promise<void> {
  await run(
    db,
    `delete from notices where id in (
       select id from notices where created_at < evenkeel.now() - interval '90 days' order by created_at limit 1000)`,
  );
}

export type Asked = { personId: number; channels: string[]; hasReference: boolean[] };

/** Whom messages about a page have reached, and how; of a reassigned page those whom it does not ask again. */
export async function loadAsked(tx: Queryable, pageId: number, isReassigned: boolean): Promise<Asked[]> {
  return rows<Asked>(
    tx,
    `select person_id, array_agg(coalesce(channel, '')) filter (where sent_at is not null) as channels,
       array_agg(reference is not null) filter (where sent_at is not null) as has_reference
     from notifications where page_id = $1 and person_id is not null and state <> 'void' group by person_id
     having bool_or(sent_at is not null) and (not $2 or bool_and(withdrawn->>'because' is not distinct from 'reassigned'))
     limit 1000`,
    [pageId, isReassigned],
  );
}

/** Who was told of the page on this screen as a shadow. */
export async function listToldShadows(tx: Queryable, path: string): Promise<number[]> {
  const found = await rows<{ personId: number }>(
    tx,
    `select distinct person_id from notices where kind = 'shadowedPage' and path = $1 order by person_id limit 200`,
    [path],
  );
  return found.map(({ personId }) => personId);
}

export async function loadPage(tx: Queryable, pageId: number) {
  const [found] = await rows<{ title: string; kind: string; wasAcknowledged: boolean }>(
    tx,
    'select title, kind, acknowledged_at is not null as was_acknowledged from pages where id = $1',
    [pageId],
  );
  return found ?? null;
}

/** The names that notices about an incident, a task, an action item, a decision, a schedule or a webhook need; null when it is gone. */
export async function loadName(tx: Queryable, of: keyof typeof names, id: number): Promise<string | null> {
  const [found] = await rows<{ name: string }>(tx, names[of], [id]);
  return found?.name ?? null;
}

const names = {
  incident: 'select title as name from incidents where id = $1',
  task: 'select title as name from incident_tasks where id = $1',
  actionItem: 'select title as name from action_items where id = $1',
  decision: 'select text as name from review_decisions where id = $1',
  schedule: 'select name from schedules where id = $1',
  outgoingWebhook: 'select name from outgoing_webhooks where id = $1',
};

/** Who has the task now. */
export async function loadTaskOwner(tx: Queryable, taskId: number): Promise<number | null> {
  const [found] = await rows<{ ownerId: number | null }>(tx, 'select owner_id from incident_tasks where id = $1', [
    taskId,
  ]);
  return found?.ownerId ?? null;
}

export async function listReviewers(tx: Queryable, incidentId: number): Promise<number[]> {
  const found = await rows<{ personId: number }>(
    tx,
    'select person_id from postmortem_reviewers where incident_id = $1 and approved_at is null',
    [incidentId],
  );
  return found.map(({ personId }) => personId);
}

export async function listAdmins(tx: Queryable): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select id from people where role = 'admin' and disabled_at is null limit 1000`,
  );
  return found.map(({ id }) => id);
}

export type ScheduleRow = { id: number; name: string };

export async function listScheduleNames(tx: Queryable): Promise<ScheduleRow[]> {
  return rows(tx, 'select id, name from schedules order by id limit 1000');
}

export type OwnWork = { title: string; dueAt: Date | null; isOverdue: boolean };

export async function listOwnActionItems(tx: Queryable, personId: number): Promise<OwnWork[]> {
  return rows(
    tx,
    `select title, due_at, coalesce(due_at < evenkeel.now(), false) as is_overdue from action_items
     where owner_id = $1 and state = 'open' order by due_at nulls last, id limit 20`,
    [personId],
  );
}

export async function countOpenIncidents(tx: Queryable): Promise<number> {
  const [found] = await rows<{ count: number }>(
    tx,
    `select count(*)::int as count from incidents where lifecycle in ('triage', 'active', 'stable') and kind = 'real'`,
  );
  return found!.count;
}
