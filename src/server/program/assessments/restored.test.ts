import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { transaction } from '../../platform/db/database.ts';
import { settleRestoredPages } from '../../respond/pages/restore-store.ts';
import { readFigure } from './evidence-store.ts';

test('A page that a restore took off the clock is nobody’s time to acknowledge', async () => {
  const { admin, db } = await startTestServer();
  const incidents = [
    await admin.call(declareIncident, { body: { title: 'Before the restore', severity: 3 } }),
    await admin.call(declareIncident, { body: { title: 'Acknowledged by a person', severity: 3 } }),
  ];
  const page = (incidentId: number, state: string, acknowledgedAt: string) =>
    db.query(
      `insert into pages (policy, title, severity, urgency, group_hash, state, incident_id, opened_at, acknowledged_at)
       values ('{}', 'Page', 3, 'high', gen_random_uuid()::text::bytea, $2, $1,
         evenkeel.now() - interval '1 hour', ${acknowledgedAt})`,
      [incidentId, state],
    );
  await page(incidents[0]!.id, 'open', 'null');
  await transaction(db, (tx) => settleRestoredPages(tx));
  await page(incidents[1]!.id, 'acknowledged', "evenkeel.now() - interval '50 minutes'");

  const read = (place: number) => admin.call(getIncident, { params: { id: incidents[place]!.id } });
  await eventually(async () => (await read(1)).instants.acknowledgedAt !== null);
  expect((await read(0)).instants.acknowledgedAt).toBeNull();
  expect(await readFigure(db, 'median-acknowledge-seconds')).toEqual({ value: 600, n: 1 });
  expect(await readFigure(db, 'share-actionable-pages')).toEqual({ value: 1, n: 1 });
});

test('The share of pages that were acted on is known from ten answers on, and is of those', async () => {
  const { db } = await startTestServer();
  const answer = (feedback: string | null, count: number) =>
    db.query(
      `insert into pages (policy, title, severity, urgency, group_hash, state, opened_at, acknowledged_at, feedback)
       select '{}', 'Page', 3, 'high', gen_random_uuid()::text::bytea, 'acknowledged',
         evenkeel.now() - interval '1 hour', evenkeel.now(), $1 from generate_series(1, $2::int)`,
      [feedback, count],
    );
  await answer(null, 30);
  await answer('acted', 6);
  await answer('nothing_to_do', 3);
  expect(await readFigure(db, 'share-pages-acted-on')).toEqual({ value: null, n: 9 });
  await answer('duplicate', 3);
  expect(await readFigure(db, 'share-pages-acted-on')).toEqual({ value: 0.5, n: 12 });
});
