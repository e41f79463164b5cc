import { expect, test } from 'vitest';
import { sharedServer } from '../../../test/harness/server.ts';
import { applyConfiguration, exportConfiguration, planConfiguration } from '../../contract/platform/configuration.ts';
import { listOverrides } from '../../contract/respond/schedules/overrides.ts';
import { listSchedules } from '../../contract/respond/schedules/schedule.ts';
import { getTimeline } from '../../contract/respond/schedules/timeline.ts';

const server = sharedServer();

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const emails = ['ada', 'grace', 'kay'].map((name) => `${name}@overrides.example`);

function world(override: object, participants = emails, turns = {}) {
  return {
    people: emails.map((email) => ({ email, name: email })),
    schedules: [
      {
        ...{ slug: 'moved', name: 'Moved', timeZone: 'UTC', ...turns },
        layers: [
          {
            name: 'Weekly',
            rotation: { unit: 'week', every: 1, handoffTime: '09:00' },
            startsOn: '2026-01-05',
            participants,
          },
        ],
      },
    ],
    overrides: [
      { schedule: 'moved', key: 'abc', person: emails[0], startsAt: inHours(24), endsAt: inHours(48), ...override },
    ],
  };
}

test('an override of a document is made once, follows the document, and is neither exported nor pruned', async () => {
  const { admin } = await server();
  const apply = (document: object, prune = false) =>
    admin.call(applyConfiguration, { body: { document: document as Record<string, unknown>, prune } });
  const first = world({});
  await apply(first);
  expect((await admin.call(planConfiguration, { body: { document: first } })).hasChanges).toBe(false);
  const [schedule] = (await admin.call(listSchedules, { query: { search: 'moved' } })).items;
  const params = { id: schedule!.id };
  const coming = async () => (await admin.call(listOverrides, { params, query: {} })).items;
  expect((await coming()).map(({ personName }) => personName)).toEqual([emails[0]]);

  const changed = world({ person: emails[1], endsAt: inHours(60) });
  const plan = await apply(changed);
  expect(plan.changes.find(({ kind }) => kind === 'override')).toMatchObject({ key: 'moved/abc', change: 'update' });
  expect((await coming()).map(({ personName }) => personName)).toEqual([emails[1]]);

  // One that runs already begins here now; its start there is remembered, so nothing differs afterwards.
  const running = world({ startsAt: inHours(-3), key: 'running' });
  await apply(running);
  expect((await admin.call(planConfiguration, { body: { document: running } })).hasChanges).toBe(false);

  await apply({ ...changed, overrides: [] }, true);
  expect(await coming()).toHaveLength(2);
  const { document } = await admin.call(exportConfiguration, { query: {} });
  expect(document).not.toHaveProperty('overrides');
});

test('`turns: restart` counts the turns of a changed order from the start of the layer, and is no change by itself', async () => {
  const { admin } = await server();
  const body = (document: object) => ({ body: { document: document as Record<string, unknown> } });
  const without = (document: ReturnType<typeof world>) => ({ ...document, overrides: undefined });
  await admin.call(applyConfiguration, body(without(world({}))));
  const reversed = without(world({}, emails.toReversed(), { turns: 'restart' }));
  await admin.call(applyConfiguration, body(reversed));
  expect((await admin.call(planConfiguration, body(reversed))).hasChanges).toBe(false);
  const [schedule] = (await admin.call(listSchedules, { query: { search: 'moved' } })).items;
  const at =
    Date.parse('2026-01-05T09:00:00Z') +
    7 * 86_400_000 * Math.ceil((Date.now() - Date.parse('2026-01-05T09:00:00Z')) / (7 * 86_400_000));
  const turn = Math.round((at - Date.parse('2026-01-05T09:00:00Z')) / (7 * 86_400_000));
  const timeline = await admin.call(getTimeline, {
    params: { id: schedule!.id },
    query: { from: new Date(at + 70 * 86_400_000).toISOString(), to: new Date(at + 71 * 86_400_000).toISOString() },
  });
  expect(timeline.shifts[0]!.personName).toBe(emails.toReversed()[(turn + 10) % 3]);
});
