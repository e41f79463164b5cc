import { letterLinkDays } from '../../../contract/program/outside/sponsor-letters.ts';
import type { LetterSection } from '../../../domain/program/letters/letter.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type SettingsRow = {
  pilotId: number;
  person: { id: number; name: string } | null;
  isPersonDisabled: boolean;
  name: string | null;
  email: string | null;
  generation: number;
  askedAt: Date | null;
  confirmedAt: Date | null;
  stoppedAt: Date | null;
  isOn: boolean;
  note: string;
  question: string | null;
  options: string[];
  askedBy: number | null;
  dueAt: Date;
  version: number;
};

const settingsColumns = `s.pilot_id, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as person,
  p.disabled_at is not null as is_person_disabled, s.name, s.email, s.generation, s.asked_at, s.confirmed_at, s.stopped_at,
  s.is_on, s.note, s.question, s.options, s.asked_by, s.due_at, s.version`;
const fromSettings = 'sponsor_letter_settings s left join people p on p.id = s.person_id';

export async function loadSettings(db: Queryable, pilotId: number): Promise<SettingsRow | null> {
  return row(db, `select ${settingsColumns} from ${fromSettings} where s.pilot_id = $1`, [pilotId]);
}

/** Those of open plans, which have one for each team. */
export async function listOpenSettings(
  db: Queryable,
): Promise<(SettingsRow & { teamId: number; personEmail: string | null })[]> {
  return rows(
    db,
    `select ${settingsColumns}, l.team_id, p.email as person_email
     from ${fromSettings} join pilots l on l.id = s.pilot_id
     where l.ended_at is null and s.version > 0 order by s.pilot_id limit 10000`,
  );
}

/** The open plan of a team, or null. */
export async function findOpenPlan(db: Queryable, teamId: number): Promise<number | null> {
  return (
    (await row<{ id: number }>(db, 'select id from pilots where team_id = $1 and ended_at is null', [teamId]))?.id ??
    null
  );
}

/** Makes the row when there is none, and locks it. */
export async function lockSettings(tx: Queryable, pilotId: number, dueAt: Date): Promise<SettingsRow> {
  await run(
    tx,
    `insert into sponsor_letter_settings (pilot_id, due_at, version) values ($1, $2, 0) on conflict do nothing`,
    [pilotId, dueAt],
  );
  await run(tx, 'select from sponsor_letter_settings where pilot_id = $1 for update', [pilotId]);
  return (await loadSettings(tx, pilotId))!;
}

export type StoredSettings = {
  personId: number | null;
  name: string | null;
  email: string | null;
  isOn: boolean;
  note: string;
  question: string | null;
  options: readonly string[];
  askedBy: number | null;
  dueAt: Date;
};

/** Another recipient begins anew: nothing that was confirmed or stopped before counts. */
export async function saveSettings(tx: Queryable, pilotId: number, to: StoredSettings, isNewRecipient: boolean) {
  await run(
    tx,
    `update sponsor_letter_settings set person_id = $2, name = $3, email = $4, is_on = $5, note = $6, question = $7,
       options = $8, asked_by = $9, due_at = $10, rests_until = null, version = version + 1,
       generation = generation + $11::boolean::int,
       asked_at = case when $11 then null else asked_at end,
       confirmed_at = case when $11 then null else confirmed_at end,
       stopped_at = case when $11 then null else stopped_at end
     where pilot_id = $1`,
    [
      ...[pilotId, to.personId, to.name, to.email, to.isOn, to.note, to.question, [...to.options], to.askedBy],
      ...[to.dueAt, isNewRecipient],
    ],
  );
}

const askEveryMinutes = 5;

/** False when the address was asked a moment ago. */
export async function noteAsked(tx: Queryable, pilotId: number): Promise<boolean> {
  const noted = await run(
    tx,
    `update sponsor_letter_settings set asked_at = evenkeel.now()
     where pilot_id = $1 and email is not null and confirmed_at is null
       and (asked_at is null or asked_at < evenkeel.now() - interval '${askEveryMinutes} minutes')`,
    [pilotId],
  );
  return noted === 1;
}

/** How long the link that confirms an address works. */
const confirmDays = 7;

/** Null for an address that was replaced since, and for a link that is too old. */
export async function loadAsked(db: Queryable, pilotId: number, generation: number): Promise<SettingsRow | null> {
  return row(
    db,
    `select ${settingsColumns} from ${fromSettings}
     where s.pilot_id = $1 and s.generation = $2 and s.email is not null
       and (s.confirmed_at is not null or s.asked_at > evenkeel.now() - interval '${confirmDays} days')`,
    [pilotId, generation],
  );
}

export async function confirmAddress(tx: Queryable, pilotId: number, generation: number): Promise<boolean> {
  const confirmed = await run(
    tx,
    `update sponsor_letter_settings set confirmed_at = evenkeel.now(), stopped_at = null, version = version + 1
     where pilot_id = $1 and generation = $2 and email is not null and (confirmed_at is null or stopped_at is not null)
       and asked_at > evenkeel.now() - interval '${confirmDays} days'`,
    [pilotId, generation],
  );
  return confirmed === 1;
}

export async function stopLetters(tx: Queryable, pilotId: number, generation: number): Promise<boolean> {
  const stopped = await run(
    tx,
    `update sponsor_letter_settings set stopped_at = evenkeel.now(), confirmed_at = null, version = version + 1
     where pilot_id = $1 and generation = $2 and email is not null and stopped_at is null`,
    [pilotId, generation],
  );
  return stopped === 1;
}

const ready = `(s.person_id is not null or (s.confirmed_at is not null and s.stopped_at is null))`;

/** The next plan whose letter is due, locked; null when there is none. */
export async function claimDue(tx: Queryable): Promise<SettingsRow | null> {
  const claimed = await row<{ pilotId: number }>(
    tx,
    `select s.pilot_id from sponsor_letter_settings s
     where s.is_on and s.due_at <= evenkeel.now() and ${ready}
       and (s.rests_until is null or s.rests_until <= evenkeel.now())
     order by s.due_at, s.pilot_id limit 1 for update skip locked`,
  );
  return claimed && loadSettings(tx, claimed.pilotId);
}

export async function setDue(tx: Queryable, pilotId: number, dueAt: Date): Promise<void> {
  await run(tx, 'update sponsor_letter_settings set due_at = $2, rests_until = null where pilot_id = $1', [
    pilotId,
    dueAt,
  ]);
}

export async function restLetter(db: Queryable, pilotId: number, minutes: number): Promise<void> {
  await run(
    db,
    'update sponsor_letter_settings set rests_until = evenkeel.now() + make_interval(mins => $2) where pilot_id = $1',
    [pilotId, minutes],
  );
}

/** What was added to one letter is not added to the next. */
export async function clearAdded(tx: Queryable, pilotId: number): Promise<void> {
  await run(
    tx,
    `update sponsor_letter_settings set note = '', question = null, options = '{}', asked_by = null, version = version + 1
     where pilot_id = $1`,
    [pilotId],
  );
}

export type LetterRow = {
  id: number;
  pilotId: number;
  subject: string;
  sections: LetterSection[];
  note: string;
  question: string | null;
  options: string[];
  askedBy: number | null;
  personId: number | null;
  recipientName: string;
  email: string | null;
  generation: number;
  sentAt: Date;
  expiresAt: Date;
  isExpired: boolean;
  withdrawnAt: Date | null;
  remindedAt: Date | null;
  decidedAt: Date | null;
  decision: string | null;
  decisionWords: string;
  isOverdue: boolean;
  deliveryState: 'pending' | 'sending' | 'sent' | 'failed' | 'void' | null;
  deliveryOutcome: string | null;
};

const letterColumns = (overdueDays: number) => `l.id, l.pilot_id, l.subject, l.sections, l.note, l.question, l.options,
  l.asked_by, l.person_id, l.recipient_name, l.email, l.generation, l.sent_at, l.expires_at,
  l.expires_at <= evenkeel.now() as is_expired, l.withdrawn_at, l.reminded_at, l.decided_at, l.decision, l.decision_words,
  l.question is not null and l.decided_at is null and l.withdrawn_at is null
    and l.sent_at < evenkeel.now() - interval '${overdueDays} days' as is_overdue,
  m.state as delivery_state, m.outcome as delivery_outcome`;
const fromLetters = `sponsor_letters l left join lateral (
    select state, outcome from sponsor_mails where letter_id = l.id and kind = 'letter' order by id desc limit 1) m on true`;

export async function listLetters(db: Queryable, pilotId: number, overdueDays: number): Promise<LetterRow[]> {
  return rows(
    db,
    `select ${letterColumns(overdueDays)} from ${fromLetters} where l.pilot_id = $1 order by l.wanted_at desc limit 24`,
    [pilotId],
  );
}

export async function loadLetter(db: Queryable, id: number): Promise<LetterRow | null> {
  return row(db, `select ${letterColumns(14)} from ${fromLetters} where l.id = $1`, [id]);
}

export async function lockLetter(tx: Queryable, id: number): Promise<LetterRow | null> {
  await run(tx, 'select from sponsor_letters where id = $1 for update', [id]);
  return loadLetter(tx, id);
}

/** Null when the letter of this moment was written already. */
export async function insertLetter(
  tx: Queryable,
  settings: SettingsRow,
  { wantedAt, subject, sections }: { wantedAt: Date; subject: string; sections: LetterSection[] },
): Promise<number | null> {
  const { pilotId, person, name, email, note, question, options, askedBy, generation } = settings;
  const inserted = await row<{ id: number }>(
    tx,
    `insert into sponsor_letters (pilot_id, wanted_at, subject, sections, note, question, options, asked_by, person_id,
       recipient_name, email, generation, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, evenkeel.now() + interval '${letterLinkDays} days')
     on conflict do nothing returning id`,
    [
      ...[pilotId, wantedAt, subject, JSON.stringify(sections), note, question, options, askedBy, person?.id ?? null],
      ...[person?.name ?? name ?? '', email, generation],
    ],
  );
  return inserted?.id ?? null;
}

export async function hasJustSent(tx: Queryable, pilotId: number): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    tx,
    `select exists (select from sponsor_letters
       where pilot_id = $1 and sent_at > evenkeel.now() - interval '5 minutes') as found`,
    [pilotId],
  );
  return found!.found;
}

export async function withdrawLetter(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'update sponsor_letters set withdrawn_at = evenkeel.now() where id = $1', [id]);
}

/** False when it was decided before, or its link no longer works. */
export async function decideLetter(tx: Queryable, id: number, option: string, words: string): Promise<boolean> {
  const decided = await run(
    tx,
    `update sponsor_letters set decided_at = evenkeel.now(), decision = $2, decision_words = $3
     where id = $1 and decided_at is null and withdrawn_at is null and expires_at > evenkeel.now()`,
    [id, option, words],
  );
  return decided === 1;
}

/** Marks letters that nobody has decided on as reminded, once each. */
export async function takeForgotten(tx: Queryable, days: number): Promise<{ id: number; pilotId: number }[]> {
  return rows(
    tx,
    `update sponsor_letters set reminded_at = evenkeel.now() where id in (
       select id from sponsor_letters where question is not null and decided_at is null and withdrawn_at is null
         and reminded_at is null and sent_at < evenkeel.now() - make_interval(days => $1) and expires_at > evenkeel.now()
       order by sent_at limit 20 for update skip locked)
     returning id, pilot_id`,
    [days],
  );
}

export async function loadLastDecision(db: Queryable, pilotId: number) {
  return row<{ question: string; option: string; day: string }>(
    db,
    `select l.question, l.decision as option, (l.decided_at at time zone p.time_zone)::date::text as day
     from sponsor_letters l join pilots p on p.id = l.pilot_id
     where l.pilot_id = $1 and l.decided_at is not null order by l.decided_at desc limit 1`,
    [pilotId],
  );
}

export async function countOverdueItems(db: Queryable, teamId: number): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select count(*)::int as count from action_items a join incidents i on i.id = a.incident_id
     where a.state = 'open' and a.due_at < evenkeel.now() and i.kind = 'real' and a.incident_id in (
       select x.incident_id from incident_services x join services s on s.id = x.service_id where s.team_id = $1)`,
    [teamId],
  );
  return found!.count;
}

export async function queueMail(
  tx: Queryable,
  mail: { kind: 'address' | 'letter' | 'reminder'; pilotId: number; letterId?: number; generation?: number },
): Promise<void> {
  await run(tx, 'insert into sponsor_mails (kind, pilot_id, letter_id, generation) values ($1, $2, $3, $4)', [
    ...[mail.kind, mail.pilotId, mail.letterId ?? null, mail.generation ?? 0],
  ]);
}

export type MailRow = {
  id: number;
  kind: 'address' | 'letter' | 'reminder';
  pilotId: number;
  teamName: string;
  letterId: number | null;
  /** Of the address that is asked, and what the settings say by now. */
  askedGeneration: number;
  settings: { name: string | null; email: string | null; generation: number; isStopped: boolean };
  /** Of the account; null for an address outside. */
  personEmail: string | null;
  isPersonDisabled: boolean;
};

export async function loadMails(db: Queryable, ids: number[]): Promise<MailRow[]> {
  return rows(
    db,
    `select m.id, m.kind, m.pilot_id, t.name as team_name, m.letter_id, m.generation as asked_generation,
       jsonb_build_object('name', s.name, 'email', s.email, 'generation', s.generation,
         'isStopped', s.stopped_at is not null) as settings,
       p.email as person_email, coalesce(p.disabled_at is not null, false) as is_person_disabled
     from sponsor_mails m join pilots i on i.id = m.pilot_id join teams t on t.id = i.team_id
     join sponsor_letter_settings s on s.pilot_id = m.pilot_id
     left join sponsor_letters l on l.id = m.letter_id left join people p on p.id = l.person_id
     where m.id = any ($1::bigint[])`,
    [ids],
  );
}
