import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/harness/server.ts';
import * as contract from '../../contract/measure/measures.ts';
import { readOncallLoad } from '../../contract/measure/oncall.ts';
import { correctIncidentInstant } from '../../contract/respond/incidents/changes.ts';
import type { Database } from '../platform/db/database.ts';

const from = '2026-03-15T23:00:00Z';
const to = '2026-04-12T22:00:00Z';
const minute = 60;

type Row = Partial<{
  severity: number;
  peak: number;
  kind: string;
  lifecycle: string;
  title: string;
  isFalseAlarm: boolean;
  impact: string | null;
  detected: string;
  alerted: string;
  acknowledged: string;
  declared: string;
  mitigated: string;
  resolved: string;
}>;

/** Times are `03-20T10:00` of 2026 in UTC. */
async function insertIncident(db: Database, id: number, row: Row): Promise<void> {
  const at = (time: string | null | undefined) => (time ? `2026-${time}Z` : null);
  const severity = row.severity ?? 2;
  await db.query(
    `insert into incidents (id, title, severity, peak_severity, kind, lifecycle, is_false_alarm, declared_by,
       impact_started_at, detected_at, alerted_at, acknowledged_at, declared_at, mitigated_at, resolved_at, closed_at)
     values ($1, $2, $3, $4, $5, $6, $7, '{"kind":"system","name":"Evenkeel"}', $8, $9, $10, $11, $12, $13, $14,
       case when $6 = 'closed' then evenkeel.now() end)`,
    [
      ...[id, row.title ?? `Incident ${id}`, severity, row.peak ?? severity, row.kind ?? 'real'],
      ...[row.lifecycle ?? 'resolved', row.isFalseAlarm ?? false, at(row.impact), at(row.detected), at(row.alerted)],
      ...[at(row.acknowledged), at(row.declared ?? row.impact), at(row.mitigated), at(row.resolved)],
    ],
  );
}

async function insertPostmortem(
  db: Database,
  id: number,
  dueAt: string,
  completedAt: string | null,
  findings = 0,
): Promise<void> {
  await db.query(
    `insert into postmortems (incident_id, form, state, is_required, reasons, due_at, completed_at, markdown, finding_count)
     values ($1, 'full', case when $3::text is null then 'draft' else 'completed' end, true, '[]', $2, $3::timestamptz, '', $4)`,
    [id, `2026-${dueAt}Z`, completedAt && `2026-${completedAt}Z`, findings],
  );
}

async function insertRecurrence(db: Database, id: number, earlierId: number, state: string): Promise<void> {
  await db.query(
    `insert into recurrences (incident_id, earlier_incident_id, state, score, reasons) values ($1, $2, $3, 60, '[]')`,
    [id, earlierId, state],
  );
}

/** Four weeks in which each incident is there for one rule; the numbers below are worked out by hand from these lines. */
async function fourWeeks(server: TestServer) {
  const { db, admin } = server;
  await server.clock.set('2026-04-13T12:00:00Z');
  const incident = (id: number, row: Row) => insertIncident(db, id, row);
  // Before the period: in the comparison, and the first occurrence of 10.
  await incident(1, { impact: '02-23T22:00', resolved: '02-24T00:00' });
  // Declared a millisecond before the period, resolved in it: 360 minutes, in no sprint of the period.
  await incident(2, { impact: '03-15T20:00', declared: '03-15T22:59:59.999', resolved: '03-16T02:00' });
  await incident(3, {
    ...{ severity: 1, title: '=HYPERLINK("https://evil.example","click, me")', impact: '03-20T10:00' },
    ...{ detected: '03-20T10:05', alerted: '03-20T10:06', acknowledged: '03-20T10:10', declared: '03-20T10:12' },
    ...{ mitigated: '03-20T10:50', resolved: '03-20T11:00' },
  });
  // Overlaps 3; stored as resolved an hour too late, corrected below to 120 minutes.
  await incident(4, {
    impact: '03-20T10:30',
    detected: '03-20T10:30',
    declared: '03-20T10:40',
    resolved: '03-20T13:30',
  });
  // Nobody knows when its impact began.
  await incident(5, { severity: 3, impact: null, declared: '03-25T09:00', resolved: '03-25T10:00' });
  // Reopened: 240 minutes from its first start to its last end. Declared in the last second of sprint 1, summer time.
  await incident(6, { impact: '03-29T20:00', declared: '03-29T21:59:59', resolved: '03-30T00:00' });
  // Raised to SEV1 on the way, ended as SEV3. Declared in the first second of sprint 2: 30 minutes.
  await incident(7, { severity: 3, peak: 1, impact: '03-29T22:00', resolved: '03-29T22:30' });
  await incident(8, { severity: 1, kind: 'drill', impact: '04-01T08:00', resolved: '04-01T18:00' });
  await incident(9, { severity: 1, kind: 'test', impact: '04-01T08:00', resolved: '04-01T18:00' });
  // Still open.
  await incident(10, { severity: 3, lifecycle: 'active', impact: '04-10T00:00' });
  await incident(11, { severity: 1, kind: 'imported', impact: '03-21T00:00', resolved: '03-21T10:00' });
  await incident(12, { severity: 1, lifecycle: 'closed', isFalseAlarm: true, impact: '04-01T00:00' });
  // The first instant after the period.
  await incident(13, { impact: '04-12T22:00', resolved: '04-12T23:00' });

  await insertPostmortem(db, 2, '05-01T00:00', null);
  await insertPostmortem(db, 3, '04-01T00:00', '03-30T11:00');
  await insertPostmortem(db, 4, '04-01T00:00', '04-03T12:30', 2);
  await insertPostmortem(db, 6, '04-05T00:00', null);
  await insertPostmortem(db, 13, '04-12T23:30', null);
  await insertRecurrence(db, 6, 3, 'confirmed');
  await insertRecurrence(db, 10, 1, 'confirmed');
  await insertRecurrence(db, 7, 3, 'suggested');
  await insertRecurrence(db, 5, 3, 'dismissed');
  const correction = { name: 'resolvedAt', at: '2026-03-20T12:30:00Z', reason: 'the graphs' } as const;
  await admin.call(correctIncidentInstant, { params: { id: 4 }, body: correction });
  const calendar = { startDate: '2026-03-16', lengthDays: 14, zone: 'Europe/Berlin' };
  await admin.call(contract.updateSprintCalendar, { body: calendar }, { ifMatch: 0 });
}

const read = ({ admin }: TestServer, query: Partial<contract.MeasureQuery> = {}) =>
  admin.call(contract.readMeasures, { query: { from, to, ...query } });

test('time to restore is what was worked out by hand: overlaps, corrections, reopened, lowered, unknown starts', async () => {
  const server = await startTestServer();
  await fourWeeks(server);
  const { restore } = await read(server);
  expect(restore).toMatchObject({
    shortName: 'MTTR',
    fromInstant: 'impactStartedAt',
    toInstant: 'resolvedAt',
    definition: expect.stringContaining('MTTR: time to restore (impact started → resolved)'),
    // 30, 60, 120, 240 and 360 minutes.
    all: { n: 5, medianSeconds: 120 * minute, p90Seconds: 312 * minute, meanSeconds: 162 * minute },
    unusableCount: 1,
  });
  expect(restore.bySeverity.map(({ n, medianSeconds, p90Seconds }) => [n, medianSeconds, p90Seconds])).toEqual([
    [1, 60 * minute, 60 * minute],
    [3, 240 * minute, 336 * minute],
    [1, 30 * minute, 30 * minute],
    [0, null, null],
    [0, null, null],
  ]);
  expect(restore.all).toMatchObject({
    isEnoughForTrend: false,
    previous: { n: 1, medianSeconds: 120 * minute },
    trend: { verdict: 'cannot-tell' },
  });
  const withImported = await read(server, { includeImported: 'true' });
  // With the imported 600 minutes between 120 and 240 lies the middle of six.
  expect(withImported.restore.all).toMatchObject({ n: 6, medianSeconds: 180 * minute });
});

test('the other durations have their own two instants', async () => {
  const server = await startTestServer();
  await fourWeeks(server);
  const { mitigate, detect, acknowledge } = await read(server);
  expect(mitigate.all).toMatchObject({ n: 1, medianSeconds: 50 * minute });
  expect(detect.all).toMatchObject({ n: 2, medianSeconds: 150 });
  expect(acknowledge.all).toMatchObject({ n: 1, medianSeconds: 240 });
  expect(acknowledge).toMatchObject({ fromInstant: 'alertedAt', toInstant: 'acknowledgedAt' });
});

test('sprints break at local midnight, also where summer time begins, and false alarms stand beside', async () => {
  const server = await startTestServer();
  await fourWeeks(server);
  const { sprints } = await read(server);
  expect(sprints.items).toMatchObject([
    {
      ...{ number: 1, firstDate: '2026-03-16', lastDate: '2026-03-29', isWhole: true },
      ...{ startAt: '2026-03-15T23:00:00.000Z', endAt: '2026-03-29T22:00:00.000Z' },
      ...{ n: 4, bySeverity: [1, 2, 1, 0, 0], falseAlarmCount: 0 },
    },
    {
      ...{
        number: 2,
        firstDate: '2026-03-30',
        lastDate: '2026-04-12',
        isWhole: true,
        endAt: '2026-04-12T22:00:00.000Z',
      },
      ...{ n: 2, bySeverity: [0, 0, 2, 0, 0], falseAlarmCount: 1 },
    },
  ]);
  const body = { startDate: '2026-03-16', lengthDays: 14, zone: 'UTC' };
  await server.admin.call(contract.updateSprintCalendar, { body }, { ifMatch: 1 });
  expect((await read(server)).sprints.items.map(({ n, isWhole }) => [n, isWhole])).toEqual([
    [0, false],
    [5, true],
    [1, false],
  ]);
});

test('postmortems, recurrences and open incidents are what was worked out by hand', async () => {
  const server = await startTestServer();
  await fourWeeks(server);
  const { postmortems, recurrence, open } = await read(server);
  expect(postmortems).toMatchObject({
    completed: { n: 4, count: 2, share: 0.5 },
    onTime: { n: 3, count: 1, share: 1 / 3 },
    // Of the two, the one of incident 4 has words that blame.
    blamelessCount: 1,
    medianDaysToComplete: 12,
  });
  expect(recurrence.windows).toMatchObject([
    { windowDays: 30, n: 6, count: 1, share: 1 / 6, countBySignature: 2 },
    { windowDays: 60, n: 6, count: 2, share: 2 / 6, countBySignature: 3 },
    { windowDays: 90, n: 6, count: 2, share: 2 / 6, countBySignature: 3 },
  ]);
  expect(open).toMatchObject({ n: 1, items: [{ incidentId: 10, severity: 3 }] });
  expect(Math.floor(open.items[0]!.ageSeconds / 3_600)).toBe(84);
});

test('the filters of team and service leave the others out', async () => {
  const server = await startTestServer();
  await fourWeeks(server);
  const team = await server.db.query(`insert into teams (slug, name) values ('shop', 'Shop') returning id`);
  const insert = `insert into services (slug, name, team_id) values ($1, $1, $2) returning id`;
  const service = await server.db.query(insert, [randomUUID(), team.rows[0].id]);
  const other = await server.db.query(insert, [randomUUID(), null]);
  const link = 'insert into incident_services (incident_id, service_id) values ($1, $2)';
  for (const [incidentId, serviceId] of [
    [3, service.rows[0].id],
    [4, service.rows[0].id],
    [4, other.rows[0].id],
    [8, service.rows[0].id],
  ]) {
    await server.db.query(link, [incidentId, serviceId]);
  }
  expect((await read(server, { teamId: team.rows[0].id })).restore.all.n).toBe(2);
  expect((await read(server, { serviceId: other.rows[0].id })).restore.all).toMatchObject({ n: 1, meanSeconds: 7_200 });
  expect((await read(server, { serviceId: 999_999 })).sprints.items.map(({ n }) => n)).toEqual([0, 0]);
});

test('every number leads to exactly the rows it counted', async () => {
  const server = await startTestServer();
  await fourWeeks(server);
  const { restore, mitigate, detect, acknowledge, sprints, postmortems, recurrence, open } = await read(server);
  const counted: [number, string][] = [
    ...[restore, mitigate, detect, acknowledge].flatMap(({ all, bySeverity }) =>
      [all, ...bySeverity].map(({ n, rowsHref }): [number, string] => [n, rowsHref]),
    ),
    ...sprints.items.map(({ n, rowsHref }): [number, string] => [n, rowsHref]),
    [postmortems.completed.n, postmortems.completed.rowsHref],
    [postmortems.onTime.n, postmortems.onTime.rowsHref],
    [postmortems.completed.n - postmortems.completed.count, postmortems.missingHref],
    ...recurrence.windows.map(({ count, rowsHref }): [number, string] => [count, rowsHref]),
    [open.n, open.rowsHref],
  ];
  for (const [n, href] of counted) {
    const query = Object.fromEntries(new URL(href, server.url).searchParams);
    const found = await server.admin.call(contract.listMeasuredIncidents, { query: query as never });
    expect([href, found.items.length]).toEqual([href, n]);
  }
  const query = { measure: 'restore', from, to, limit: 2 } as const;
  const first = await server.admin.call(contract.listMeasuredIncidents, { query });
  const second = await server.admin.call(contract.listMeasuredIncidents, {
    query: { ...query, cursor: first.nextCursor! },
  });
  expect([...first.items, ...second.items].map(({ incidentId, seconds }) => [incidentId, seconds])).toEqual([
    [7, 30 * minute],
    [6, 240 * minute],
    [4, 120 * minute],
    [3, 60 * minute],
  ]);
});

test('both CSV files say the same and run no formula', async () => {
  const server = await startTestServer();
  await fourWeeks(server);
  const figures = await server.admin.call(contract.exportMeasures, { query: { from, to } });
  const restore = figures.split('\r\n').find((line) => line.startsWith('MTTR,all,'))!;
  expect(restore).toContain('",5,,7200,seconds,7200,18720,9720,');
  expect(figures.split('\r\n').filter((line) => line.startsWith('recurrence'))).toHaveLength(3);
  for (const line of figures.trim().split('\r\n'))
    expect(line.match(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)).toHaveLength(15);
  const rows = await server.admin.call(contract.exportMeasuredIncidents, { query: { measure: 'restore', from, to } });
  expect(rows).toContain('INC-3,"\'=HYPERLINK(""https://evil.example"",""click, me"")",1,real,');
  expect(rows.trim().split('\r\n')).toHaveLength(6);
});

test('a period that ends before it begins or is too long is refused', async () => {
  const server = await startTestServer();
  const refused = { status: 400, code: 'invalid_input' };
  await expect(read(server, { from: to, to: from })).rejects.toMatchObject(refused);
  await expect(read(server, { from: '2000-01-01T00:00:00Z', to })).rejects.toMatchObject(refused);
  const long = { query: { from: '2025-01-01T00:00:00Z', to } };
  await expect(server.admin.call(readOncallLoad, long)).rejects.toMatchObject(refused);
});
