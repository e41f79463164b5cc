import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { system } from '../auth/actor.ts';
import { rows } from '../db/database.ts';
import { recordEvent, recordEvents } from './record.ts';

test('the kind decides what an event is about, alone and among many', async () => {
  const { db } = await createTestDatabase();
  const source = { kind: 'source', sourceId: 3, name: 'Prometheus' } as const;
  await recordEvent(db, system, 'override.deleted', 7, { before: { id: 1 } });
  await recordEvents(db, system, [
    { kind: 'alert.triggered', subjectId: 1, actor: source },
    { kind: 'alert.severityRaised', subjectId: 1, data: { from: null, to: 1 } },
    { kind: 'statusPage.updated', subjectId: null, data: { before: {}, after: {} } },
  ]);
  const select = `select kind, subject_kind, subject_id, actor->>'kind' as by, data from events order by id`;
  expect(await rows(db, select)).toEqual([
    { kind: 'override.deleted', subjectKind: 'schedule', subjectId: 7, by: 'system', data: { before: { id: 1 } } },
    { kind: 'alert.triggered', subjectKind: 'alert', subjectId: 1, by: 'source', data: {} },
    { kind: 'alert.severityRaised', subjectKind: 'alert', subjectId: 1, by: 'system', data: { from: null, to: 1 } },
    {
      ...{ kind: 'statusPage.updated', subjectKind: 'statusPage', subjectId: null, by: 'system' },
      data: { before: {}, after: {} },
    },
  ]);
});

test('a kind that nobody wrote down, or other data, does not compile', () => {
  // Never called: each of these calls is refused by the compiler, or `npm run check` says that it is not.
  const refused = async (...[db]: Parameters<typeof recordEvents>) => {
    // @ts-expect-error: no such kind
    await recordEvent(db, system, 'team.painted', 1, { after: {} });
    // @ts-expect-error: an earlier spelling
    await recordEvent(db, system, 'escalation_policy.updated', 1, { before: {}, after: {} });
    // @ts-expect-error: a change says from what to what
    await recordEvent(db, system, 'team.updated', 1, { after: {} });
    // @ts-expect-error: nor is it left out
    await recordEvent(db, system, 'team.updated', 1);
    // @ts-expect-error: it carries something that the kind does not have
    await recordEvent(db, system, 'alert.severityRaised', 1, { from: 3, to: 1, colour: 'red' });
    // @ts-expect-error: and here the kind has nothing to carry
    await recordEvent(db, system, 'incident.joined', 1, { personId: 1 });
    // @ts-expect-error: among many it is the same
    await recordEvents(db, system, [{ kind: 'team.deleted', subjectId: 1 }]);
  };
  expect(refused).toBeTypeOf('function');
});
