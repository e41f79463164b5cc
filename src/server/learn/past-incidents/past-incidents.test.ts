import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createService, listServices } from '../../../contract/directory/services.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { createActionItem } from '../../../contract/learn/action-items.ts';
import * as contract from '../../../contract/learn/past-incidents.ts';
import { getPostmortem, listPostmortems } from '../../../contract/learn/postmortems.ts';
import { readMeasures } from '../../../contract/measure/measures.ts';
import { updateIncident } from '../../../contract/respond/incidents/changes.ts';
import { exportIncidents, listIncidents } from '../../../contract/respond/incidents/incident.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { batchesOf } from '../../../domain/move-in/past/batches.ts';
import { convertAll } from '../../../domain/move-in/past/convert.ts';
import { readPastFile } from '../../../domain/move-in/past/records.ts';
import { proposeSettings } from '../../../domain/move-in/past/settings.ts';
import { declare } from '../story-for-tests.ts';

const shared = sharedServer();

const day = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

function past(fields: Partial<contract.PastIncidentInput> = {}): contract.PastIncidentInput {
  return {
    externalId: randomUUID(),
    title: 'Search is down',
    severity: 2,
    impactStartedAt: '2026-02-01T10:00:00Z',
    declaredAt: '2026-02-01T10:05:00Z',
    resolvedAt: '2026-02-01T11:00:00Z',
    ...fields,
  };
}

async function start({ admin }: Pick<TestServer, 'admin'>, source: string = randomUUID()) {
  return admin.call(contract.startIncidentImport, {
    body: { source, fileName: 'past.json', settings: { zone: 'UTC' } },
  });
}

async function bring(server: Pick<TestServer, 'admin'>, incidents: contract.PastIncidentInput[], source?: string) {
  const { id } = await start(server, source);
  const { items } = await server.admin.call(contract.addPastIncidents, { params: { id }, body: { incidents } });
  const ended = await server.admin.call(contract.finishIncidentImport, { params: { id }, body: {} });
  return { id, items, ended, numbers: items.map(({ incident }) => incident?.id ?? 0) };
}

async function undo({ admin }: Pick<TestServer, 'admin'>, id: number) {
  const step = await admin.call(contract.undoIncidentImport, { params: { id }, body: {} });
  expect(step.isDone).toBe(true);
  return step;
}

test('a past incident comes with its instants and its postmortem, as kind imported', async () => {
  const server = await shared();
  const { admin } = server;
  const service = await admin.call(createService, { body: { slug: randomUUID(), name: 'Search' } });
  const postmortem = {
    markdown: '# What we learned',
    completedAt: '2026-02-05T00:00:00Z',
    dueAt: '2026-02-06T00:00:00Z',
    isRequired: true,
  };
  const { numbers, ended } = await bring(server, [
    past({
      serviceIds: [service.id],
      acknowledgedAt: '2026-02-01T10:10:00Z',
      closedAt: '2026-02-02T10:00:00Z',
      postmortem,
    }),
  ]);
  const params = { id: numbers[0]! };
  expect(await admin.call(getIncident, { params })).toMatchObject({
    kind: 'imported',
    lifecycle: 'closed',
    services: [{ id: service.id }],
    instants: { acknowledgedAt: '2026-02-01T10:10:00.000Z', resolvedAt: '2026-02-01T11:00:00.000Z' },
    timers: [],
    unpaged: [],
  });
  expect(await admin.call(getPostmortem, { params })).toMatchObject({
    state: 'completed',
    isRequired: true,
    markdown: '# What we learned',
    completedAt: '2026-02-05T00:00:00.000Z',
  });
  expect(ended).toMatchObject({ state: 'finished', importedCount: 1, remainingCount: 1, settings: { zone: 'UTC' } });
});

test('nothing comes twice from the same source, and what is here stays as people have changed it', async () => {
  const server = await shared();
  const source = randomUUID();
  const incident = past();
  const first = await bring(server, [incident], source);
  const id = first.numbers[0]!;
  await server.admin.call(updateIncident, { params: { id }, body: { title: 'Search was down' } });
  const second = await bring(server, [{ ...incident, title: 'Another title', severity: 1 }], source);
  expect(second.items).toMatchObject([{ outcome: 'duplicate', incident: { id } }]);
  expect(second.ended).toMatchObject({ importedCount: 0, duplicateCount: 1 });
  expect(await server.admin.call(getIncident, { params: { id } })).toMatchObject({
    title: 'Search was down',
    severity: 2,
  });
  const elsewhere = await bring(server, [incident]);
  expect(elsewhere.items).toMatchObject([{ outcome: 'taken' }]);
});

test('two imports of one source at once take each incident once', async () => {
  const server = await shared();
  const source = randomUUID();
  const incidents = Array.from({ length: 20 }, () => past());
  const [one, two] = await Promise.all([start(server, source), start(server, source)]);
  expect(one.id).toBe(two.id);
  const add = () => server.admin.call(contract.addPastIncidents, { params: { id: one.id }, body: { incidents } });
  const answers = await Promise.all([add(), add(), add()]);
  const outcomes = answers.flatMap(({ items }) => items.map(({ outcome }) => outcome));
  expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(20);
  expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(40);
});

test('what cannot be is refused with its reason, in the plan and in the import alike', async () => {
  const server = await shared();
  const { admin } = server;
  const twice = past();
  const incidents = [
    past({ resolvedAt: '2026-02-01T09:00:00Z' }),
    past({ resolvedAt: '2126-02-01T09:00:00Z' }),
    past({ serviceIds: [999_999] }),
    twice,
    twice,
  ];
  const expected = [
    { outcome: 'refused', reasons: [expect.stringContaining('the duration would be negative')] },
    { outcome: 'refused', reasons: [expect.stringContaining('is in the future')] },
    { outcome: 'refused', reasons: ['There is no service 999999.'] },
    { outcome: 'taken', incident: null },
    { outcome: 'refused', reasons: [expect.stringContaining('twice')] },
  ];
  const plan = await admin.call(contract.checkPastIncidents, { body: { source: randomUUID(), incidents } });
  expect(plan.items).toMatchObject(expected);
  const { items, ended } = await bring(server, incidents);
  expect(items.map(({ outcome }) => outcome)).toEqual(plan.items.map(({ outcome }) => outcome));
  expect(ended).toMatchObject({ importedCount: 1, refusedCount: 4 });
});

test('an import is undone whole, also when somebody has looked at its incidents, and can come again', async () => {
  const server = await shared();
  const { admin, db } = server;
  const source = randomUUID();
  const first = past({ externalId: 'a-1', postmortem: { markdown: 'Learned.' } });
  const again = past({
    externalId: 'a-2',
    impactStartedAt: '2026-02-10T10:00:00Z',
    declaredAt: '2026-02-10T10:00:00Z',
    resolvedAt: '2026-02-10T11:00:00Z',
    recurrenceOf: 'a-1',
  });
  const { id, numbers } = await bring(server, [first, again], source);
  for (const number of numbers) await admin.call(getIncident, { params: { id: number } });
  const { rows } = await db.query('select state from recurrences where incident_id = $1', [numbers[1]]);
  expect(rows).toEqual([{ state: 'confirmed' }]);
  expect(await undo(server, id)).toMatchObject({
    removedCount: 2,
    kept: [],
    import: { state: 'undone', remainingCount: 0 },
  });
  await expect(admin.call(getIncident, { params: { id: numbers[0]! } })).rejects.toMatchObject({ code: 'not_found' });
  expect((await bring(server, [first, again], source)).ended).toMatchObject({ importedCount: 2 });
});

test('undoing keeps what people have built on, and says why', async () => {
  const server = await shared();
  const { id, numbers } = await bring(server, [past(), past()]);
  await server.admin.call(createActionItem, { body: { incidentId: numbers[0]!, title: 'Add a replica' } });
  expect(await undo(server, id)).toMatchObject({
    removedCount: 1,
    kept: [{ id: numbers[0], because: 'it has action items' }],
    import: { remainingCount: 1 },
  });
});

test('an import leaves events of itself and of no incident, and asks nobody for a postmortem', async () => {
  const server = await startTestServer();
  const { admin, db } = server;
  const postmortem = { isRequired: true, dueAt: '2026-02-10T00:00:00Z' };
  const { numbers } = await bring(server, [past({ severity: 1, postmortem })]);
  const { id } = await declare(admin, { title: 'A real one' });
  // Whoever follows events has come past the import once the real one is queued behind it.
  await eventually(async () => {
    const { rows } = await db.query('select 1 from events where subject_kind = $1 and subject_id = $2', [
      'incident',
      id,
    ]);
    return rows.length > 0 ? rows : null;
  });
  const { rows } = await db.query(
    `select kind from events where subject_id = $1 and subject_kind in ('incident', 'postmortem', 'recurrence')`,
    [numbers[0]],
  );
  expect(rows).toEqual([]);
  const kinds = await db.query(`select kind from events where subject_kind = 'incidentImport' order by id`);
  expect(kinds.rows.map(({ kind }) => kind)).toEqual([
    'incidentImport.started',
    'incidentImport.added',
    'incidentImport.finished',
  ]);
  const overdue = await admin.call(listPostmortems, { query: { show: 'overdue' } });
  expect(overdue.items.filter((each) => each.id === numbers[0])).toEqual([]);
  const required = await admin.call(listPostmortems, { query: { show: 'required' } });
  expect(required.items.find((each) => each.id === numbers[0])).toMatchObject({ isOverdue: false, state: 'draft' });
});

test('the measures have a past: times by severity, postmortems and recurrences, when imported incidents are included', async () => {
  const server = await startTestServer();
  const file = readPastFile(
    JSON.stringify({
      incidents: [
        {
          ...past({ externalId: 'a-1' }),
          postmortem: { isRequired: true, dueAt: '2026-02-10T00:00:00Z', completedAt: '2026-02-09T00:00:00Z' },
        },
        {
          ...past({
            externalId: 'a-2',
            impactStartedAt: '2026-02-20T10:00:00Z',
            declaredAt: '2026-02-20T10:05:00Z',
            resolvedAt: '2026-02-20T12:00:00Z',
            recurrenceOf: 'a-1',
          }),
          postmortem: { isRequired: true, dueAt: '2026-02-28T00:00:00Z' },
        },
      ],
    }),
  );
  const { format, settings } = proposeSettings(file, []);
  const incidents = convertAll(file, format, settings, Date.now()).flatMap(({ incident }) => incident ?? []);
  await bring(server, incidents);
  const query = { from: '2026-01-15T00:00:00Z', to: '2026-03-15T00:00:00Z' } as const;
  const without = await server.admin.call(readMeasures, { query });
  expect(without.restore.all.n).toBe(0);
  const measures = await server.admin.call(readMeasures, { query: { ...query, includeImported: 'true' } });
  expect(measures.restore.bySeverity[1]).toMatchObject({ n: 2, medianSeconds: 90 * 60 });
  expect(measures.postmortems).toMatchObject({ completed: { n: 2, count: 1 }, onTime: { n: 2, count: 1 } });
  expect(measures.recurrence.windows[0]).toMatchObject({ n: 2, count: 1 });
});

const instantsOf = fc
  .record({
    start: fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-05-01') }),
    steps: fc.array(fc.integer({ min: 0, max: day }), { minLength: 5, maxLength: 5 }),
    severity: fc.constantFrom(1, 2, 3, 4, 5),
    isFalseAlarm: fc.boolean(),
    foundBy: fc.constantFrom('machine', 'staff', 'customer', null),
    isAcknowledged: fc.boolean(),
    isMitigated: fc.boolean(),
    isClosed: fc.boolean(),
    service: fc.constantFrom('Checkout', 'Search; or not', null),
    title: fc.string({ unit: 'binary', maxLength: 40 }),
  })
  .map(({ start: at, steps, ...rest }) => {
    const times: number[] = [at];
    for (const step of steps) times.push(times.at(-1)! + step);
    return { ...rest, times };
  });

test('our own incidents, exported as CSV and imported elsewhere, give the same measures', async () => {
  const [here, there] = [await startTestServer(), await startTestServer()];
  const names = ['Checkout', 'Warehouse'];
  for (const server of [here, there])
    for (const name of names) await server.admin.call(createService, { body: { slug: name.toLowerCase(), name } });
  const { items: services } = await here.admin.call(listServices, { query: {} });
  const rows = fc.sample(instantsOf, { numRuns: 150, seed: 12 }).map((row, n): contract.PastIncidentInput => {
    const [impact, alerted, acknowledged, mitigated, resolved, closed] = row.times.map(iso) as [string, ...string[]];
    return {
      externalId: String(n),
      title: `${n} ${row.title.replaceAll(/[^\p{L}\p{N}\p{P}\p{Zs}]/gu, '')}`.trim(),
      severity: row.severity as 1,
      isFalseAlarm: row.isFalseAlarm,
      foundBy: row.foundBy as 'machine' | null,
      impactStartedAt: impact,
      detectedAt: alerted!,
      alertedAt: alerted!,
      acknowledgedAt: row.isAcknowledged ? acknowledged! : null,
      declaredAt: alerted!,
      mitigatedAt: row.isMitigated ? mitigated! : null,
      resolvedAt: resolved!,
      closedAt: row.isClosed ? closed! : null,
      serviceIds: services.filter(({ name }) => name === row.service).map((service) => service.id),
    };
  });
  await bring(here, rows);
  await here.db.query(`update incidents set kind = 'real'`);
  const csv = await here.admin.call(exportIncidents, { query: {} });

  const file = readPastFile(csv);
  const { format, settings } = proposeSettings(file, (await there.admin.call(listServices, { query: {} })).items);
  expect(format.key).toBe('evenkeel');
  const converted = convertAll(file, format, settings, Date.now());
  expect(converted.flatMap(({ faults }) => faults)).toEqual([]);
  const { id } = await start(there, 'evenkeel');
  for (const incidents of batchesOf(converted.map(({ incident }) => incident!)))
    await there.admin.call(contract.addPastIncidents, { params: { id }, body: { incidents } });

  const all = await there.admin.call(readMeasures, {
    query: { from: '2025-12-01T00:00:00Z', to: '2026-06-01T00:00:00Z', includeImported: 'true' },
  });
  expect(all.restore.all.n).toBeGreaterThan(50);
  for (const serviceId of [undefined, ...services.map((service) => service.id)]) {
    const query = { from: '2025-12-01T00:00:00Z', to: '2026-06-01T00:00:00Z', serviceId };
    const mine = await here.admin.call(readMeasures, { query });
    const theirs = await there.admin.call(readMeasures, { query: { ...query, includeImported: 'true' } });
    for (const key of ['restore', 'mitigate', 'detect', 'acknowledge'] as const) {
      expect(figuresOf(theirs[key])).toEqual(figuresOf(mine[key]));
    }
    expect(theirs.sprints.items.map(countsOf)).toEqual(mine.sprints.items.map(countsOf));
  }
  expect((await there.admin.call(listIncidents, { query: { kind: 'imported', limit: 1 } })).items).toHaveLength(1);
});

type Measured = OutputOf<typeof readMeasures>;
const figuresOf = ({ all, bySeverity, unusableCount }: Measured['restore']) => ({
  unusableCount,
  rows: [all, ...bySeverity].map(({ rowsHref: _, ...figure }) => figure),
});
const countsOf = ({ rowsHref: _, ...sprint }: Measured['sprints']['items'][number]) => sprint;
