import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import type { Context } from '../../platform/context.ts';
import { row } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { worldOf } from '../../respond/pages/world-for-tests.ts';
import { createSchedule } from '../../respond/schedules/actions.ts';
import { applyRota, removeRota } from '../../respond/schedules/rotas/rotas.ts';
import { changedShifts } from './shift-changes.ts';

test('people are told which shifts a rota gives and takes, once however many overrides it has, and again when it is removed', async () => {
  const { db } = await createTestDatabase();
  const world = worldOf({ db } as never);
  const [ada, ben] = [await world.person('Ada'), await world.person('Ben')];
  const ctx: Context = { db, actor: { kind: 'person', personId: ada, name: 'Ada', role: 'admin' } };
  const { id } = await createSchedule(ctx, {
    ...{ slug: 'daily', name: 'Daily', description: '', teamId: null, timeZone: 'UTC' },
    definition: {
      layers: [
        {
          name: 'Primary',
          rotation: { unit: 'day', every: 1, handoffTime: '00:00' },
          startsOn: '2026-01-01',
          participants: [ada],
        },
      ],
    },
  });
  const now = await readNowMs(db);
  const tomorrow = Math.ceil(now / 86_400_000) * 86_400_000;
  const day = (number: number) => new Date(tomorrow + number * 86_400_000).toISOString();
  const bens = (from: number, to: number) => ({ personId: ben, startsAt: day(from), endsAt: day(to) });
  const toldOfLatest = async () => {
    const event = await row<{ kind: string; data: object }>(
      db,
      `select kind, data from events where kind like 'rota.%' order by id desc limit 1`,
    );
    const told = await changedShifts(db, id, event!.kind, event!.data, now);
    return told.map(({ personId, lines }) => [personId, lines.map((line) => line.slice(0, line.indexOf(':'))).sort()]);
  };
  const { id: first } = await applyRota(ctx, id, { overrides: [bens(1, 2), bens(3, 4)] });
  expect(await toldOfLatest()).toEqual([
    [ada, ['No longer yours', 'No longer yours']],
    [ben, ['Now yours', 'Now yours']],
  ]);
  await applyRota(ctx, id, { overrides: [bens(1, 2), bens(5, 6)] });
  expect(await toldOfLatest()).toEqual([
    [ada, ['No longer yours']],
    [ben, ['Now yours']],
  ]);
  await removeRota(ctx, id, first);
  expect(await toldOfLatest()).toEqual([
    [ada, ['Now yours']],
    [ben, ['No longer yours']],
  ]);
});
