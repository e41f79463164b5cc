import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import { effectiveRules } from '../../../domain/respond/escalation/ask.ts';
import type { Database } from '../../platform/db/database.ts';
import { loadWorld } from './world.ts';

const at = (text: string) => Date.parse(text);

async function insert(db: Database, sql: string, values: unknown[] = []): Promise<number> {
  return (await db.query<{ id: number }>(`${sql} returning id`, values)).rows[0]!.id;
}

const person = (db: Database, name: string, disabled = false) =>
  insert(db, 'insert into people (email, name, disabled_at) values ($1, $2, case when $3 then evenkeel.now() end)', [
    `${name}@example.org`,
    name,
    disabled,
  ]);

const schedule = (db: Database, timeZone: string, participants: (number | null)[]) =>
  insert(db, 'insert into schedules (slug, name, time_zone, definition) values ($1, $1, $2, $3)', [
    `schedule-${Math.random().toString(36).slice(2)}`,
    timeZone,
    {
      layers: [
        {
          name: 'Primary',
          rotation: { unit: 'day', every: 1, handoffTime: '02:30' },
          startsOn: '2026-03-27',
          participants,
        },
      ],
    },
  ]);

const contactMethod = (db: Database, personId: number, verified: boolean, disabled = false) =>
  insert(
    db,
    `insert into contact_methods (person_id, channel, label, settings, hint, verified_at, disabled_at)
     values ($1, 'email', 'Mail', '', '', case when $2 then evenkeel.now() end, case when $3 then evenkeel.now() end)`,
    [personId, verified, disabled],
  );

test('a schedule stands for whoever has the shift, also in the night in which clocks go forward', async () => {
  const { db } = await createTestDatabase();
  const people = [await person(db, 'a'), await person(db, 'b'), await person(db, 'c')];
  const target: EscalationTarget = { kind: 'schedule', id: await schedule(db, 'Europe/Berlin', people) };
  const onCallAt = async (instant: string) =>
    (await loadWorld(db, [target], 'high', at(instant))).peopleOnTarget(target);
  // 02:30 does not exist on 29 March 2026 in Berlin: the handoff happens at 03:30, which is 01:30 UTC.
  expect(await onCallAt('2026-03-29T01:29:59.999Z')).toEqual([people[1]]);
  expect(await onCallAt('2026-03-29T01:30:00Z')).toEqual([people[2]]);
  expect(await onCallAt('2026-03-30T00:29:59.999Z')).toEqual([people[2]]);
  expect(await onCallAt('2026-03-30T00:30:00Z')).toEqual([people[0]]);
});

test('an override covers the shift from its first to before its last moment', async () => {
  const { db } = await createTestDatabase();
  const [a, b] = [await person(db, 'a'), await person(db, 'b')];
  const target: EscalationTarget = { kind: 'schedule', id: await schedule(db, 'UTC', [a]) };
  await db.query(
    `insert into schedule_overrides (schedule_id, person_id, starts_at, ends_at, created_by)
     values ($1, $2, '2026-04-01T10:00Z', '2026-04-01T12:00Z', '{}')`,
    [target.id, b],
  );
  const onCallAt = async (instant: string) =>
    (await loadWorld(db, [target], 'high', at(instant))).peopleOnTarget(target);
  expect(await onCallAt('2026-04-01T09:59:59.999Z')).toEqual([a]);
  expect(await onCallAt('2026-04-01T10:00:00Z')).toEqual([b]);
  expect(await onCallAt('2026-04-01T11:59:59.999Z')).toEqual([b]);
  expect(await onCallAt('2026-04-01T12:00:00Z')).toEqual([a]);
});

test('deactivated people and things that are gone stand for nobody', async () => {
  const { db } = await createTestDatabase();
  const [active, gone] = [await person(db, 'active'), await person(db, 'gone', true)];
  const teamId = await insert(db, "insert into teams (slug, name) values ('crew', 'Crew')");
  await db.query('insert into team_members (team_id, person_id) select $1, unnest($2::bigint[])', [
    teamId,
    [active, gone],
  ]);
  const targets: EscalationTarget[] = [
    { kind: 'person', id: active },
    { kind: 'person', id: gone },
    { kind: 'team', id: teamId },
    { kind: 'schedule', id: await schedule(db, 'UTC', [gone]) },
    { kind: 'schedule', id: 999_999 },
    { kind: 'team', id: 999_999 },
  ];
  const world = await loadWorld(db, targets, 'high', at('2026-05-01T00:00Z'));
  expect(targets.map(world.peopleOnTarget)).toEqual([[active], [], [active], [], [], []]);
});

test('a schedule in a zone that this node does not know is empty and stops nobody else', async () => {
  const { db } = await createTestDatabase();
  const a = await person(db, 'a');
  const targets: EscalationTarget[] = [
    { kind: 'schedule', id: await schedule(db, 'Mars/Olympus', [a]) },
    { kind: 'person', id: a },
  ];
  const world = await loadWorld(db, targets, 'high', at('2026-05-01T00:00Z'));
  expect(targets.map(world.peopleOnTarget)).toEqual([[], [a]]);
});

test('only verified, enabled methods reach a person, by the rules of the urgency in their order', async () => {
  const { db } = await createTestDatabase();
  const personId = await person(db, 'a');
  const first = await contactMethod(db, personId, true);
  const second = await contactMethod(db, personId, true);
  const unverified = await contactMethod(db, personId, false);
  const disabled = await contactMethod(db, personId, true, true);
  const rule = (urgency: string, position: number, methodId: number, delaySeconds: number) =>
    db.query(
      `insert into notification_rules (person_id, urgency, position, contact_method_id, delay_seconds)
       values ($1, $2, $3, $4, $5)`,
      [personId, urgency, position, methodId, delaySeconds],
    );
  await rule('high', 1, first, 120);
  await rule('high', 0, second, 0);
  await rule('high', 2, unverified, 0);
  await rule('high', 3, disabled, 0);
  await rule('low', 0, first, 600);
  const target: EscalationTarget = { kind: 'person', id: personId };
  const world = await loadWorld(db, [target], 'high', at('2026-05-01T00:00Z'));
  expect(effectiveRules(world.reachabilityOf(personId))).toEqual([
    { contactMethodId: second, channel: 'email', delaySeconds: 0 },
    { contactMethodId: first, channel: 'email', delaySeconds: 120 },
  ]);
  expect(effectiveRules(world.reachabilityOf(999_999))).toEqual([]);
});
