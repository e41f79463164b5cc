import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createService } from '../../../contract/directory/services.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as goals from '../../../contract/program/goals.ts';
import * as pilots from '../../../contract/program/pilots.ts';
import { updateCosts } from '../../../contract/program/program.ts';
import * as reviews from '../../../contract/program/reviews.ts';

/** A real SEV2 that is over: minutes to restore after its start. */
async function writeIncident({ db }: TestServer, serviceIds: number[], startedAt: string, minutes: number) {
  const { rows } = await db.query(
    `insert into evenkeel.incidents (id, title, severity, peak_severity, kind, lifecycle, declared_by,
       impact_started_at, detected_at, declared_at, resolved_at, closed_at)
     select coalesce(max(id), 0) + 1, 'Payments fail', 2, 2, 'real', 'closed', '{"kind": "system", "name": "Test"}',
       $1::timestamptz, $1, $1, $1::timestamptz + $2 * interval '1 minute', $1::timestamptz + $2 * interval '1 minute'
     from evenkeel.incidents returning id`,
    [startedAt, minutes],
  );
  const { id } = rows[0];
  for (const serviceId of serviceIds)
    await db.query('insert into evenkeel.incident_services (incident_id, service_id) values ($1, $2)', [id, serviceId]);
  return id as number;
}

async function writeTeam({ admin }: TestServer, slug: string) {
  const team = await admin.call(createTeam, { body: { slug, name: slug } });
  const service = await admin.call(createService, { body: { slug: `${slug}-api`, name: slug, teamId: team.id } });
  return { id: team.id, name: slug, serviceId: service.id };
}

const quarter = { year: 2026, quarter: 2 } as const;
const rowOf = ({ composed }: reviews.Review, key: string) => composed.rows.find((row) => row.key === key)!;
const day = (place: number) => new Date(Date.UTC(2026, 3, 2) + place * 2 * 86_400_000).toISOString();

test('The organisation, each team and each pilot have one review a quarter', async () => {
  const server = await startTestServer();
  const { admin } = server;
  await server.clock.set('2026-06-01T08:00:00Z');
  const team = await writeTeam(server, 'shop');
  const { id: pilotId } = await admin.call(pilots.createPilot, {
    body: { teamId: team.id, startsOn: '2026-06-01', timeZone: 'UTC' },
  });
  for (const scope of [{}, { teamId: team.id }, { pilotId }]) {
    const made = await admin.call(reviews.createReview, { body: { ...quarter, ...scope } });
    expect([made.team?.id ?? null, made.pilot?.id ?? null]).toEqual([
      'teamId' in scope ? team.id : null,
      'pilotId' in scope ? pilotId : null,
    ]);
    await expect(admin.call(reviews.createReview, { body: { ...quarter, ...scope } })).rejects.toMatchObject({
      code: 'conflict',
    });
  }
  const refused = [{ teamId: team.id, pilotId }, { teamId: 999_999 }, { pilotId: 999_999 }];
  for (const scope of refused)
    await expect(admin.call(reviews.createReview, { body: { ...quarter, ...scope } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  const first = await admin.call(reviews.listReviews, { query: { limit: 2 } });
  const rest = await admin.call(reviews.listReviews, { query: { limit: 2, cursor: first.nextCursor! } });
  expect([...first.items, ...rest.items].map(({ pilot, team: of }) => pilot?.team.name ?? of?.name ?? null)).toEqual([
    'shop',
    'shop',
    null,
  ]);

  // A node of the version before writes no scope: that is the organisation, of which there is one.
  const before = `insert into evenkeel.quarterly_reviews (year, quarter, time_zone, composed, composed_at)
    values ($1, 1, 'UTC', '{}', evenkeel.now()) on conflict do nothing`;
  expect((await server.db.query(before, [2026])).rowCount).toBe(1);
  expect((await server.db.query(before, [2026])).rowCount).toBe(0);
});

test('A review of a team counts the incidents of its services and no others, whoever owns what', async () => {
  const server = await startTestServer();
  const { admin } = server;
  await server.clock.set('2026-06-29T08:00:00Z');
  const teams = [await writeTeam(server, 'one'), await writeTeam(server, 'two'), await writeTeam(server, 'three')];
  const made = await Promise.all(
    teams.map(({ id }) => admin.call(reviews.createReview, { body: { ...quarter, teamId: id } })),
  );
  const whole = await admin.call(reviews.createReview, { body: quarter });
  const owners = fc.array(fc.subarray([0, 1, 2]), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(owners, async (ownersOf) => {
      await server.db.query('delete from evenkeel.incident_services');
      await server.db.query('delete from evenkeel.incidents');
      for (const [place, of] of ownersOf.entries())
        await writeIncident(
          server,
          of.map((team) => teams[team]!.serviceId),
          day(place),
          10 + place,
        );
      const seen = async (id: number) => {
        const again = await admin.call(reviews.recomposeReview, { params: { id } });
        return rowOf(again, 'median-restore-seconds').currentN;
      };
      for (const place of [0, 1, 2])
        expect(await seen(made[place]!.id)).toBe(ownersOf.filter((of) => of.includes(place)).length);
      // Once each, whether it has one team, several or none.
      expect(await seen(whole.id)).toBe(ownersOf.length);
    }),
    { numRuns: 8 },
  );
});

test('A goal comes with its finding and the points of its chart, and a held review keeps both whatever happens', async () => {
  const server = await startTestServer();
  const { admin } = server;
  await server.clock.set('2026-01-05T08:00:00Z');
  const team = await writeTeam(server, 'shop');
  const other = await writeTeam(server, 'search');
  // Twelve incidents of 90 to 101 minutes in January and February: the median of 12 is 95.5 minutes.
  const early = (place: number) => new Date(Date.UTC(2026, 0, 6) + place * 4 * 86_400_000).toISOString();
  for (let place = 0; place < 12; place++) await writeIncident(server, [team.serviceId], early(place), 90 + place);
  await server.clock.set('2026-03-02T08:00:00Z');
  const goal = (teamId: number | null, serviceId: number | null, name: string) =>
    admin.call(goals.createGoal, {
      body: {
        ...{ name, teamId, serviceId, measure: 'median-restore-seconds', target: 3_600, dueAt: '2026-07-01T00:00:00Z' },
        baseline: { from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z' },
      },
    });
  const faster = await goal(team.id, null, 'Restore faster');
  await goal(null, team.serviceId, 'Of its service');
  await goal(null, null, 'Of everybody');
  // Eleven of 30 to 40 minutes from April on, and one of the other team that takes ten hours.
  for (let place = 0; place < 11; place++) await writeIncident(server, [team.serviceId], day(place), 30 + place);
  await writeIncident(server, [other.serviceId], day(3), 600);
  await server.clock.set('2026-06-02T08:00:00Z');
  const review = await admin.call(reviews.createReview, { body: { ...quarter, teamId: team.id } });
  expect(review.composed.goals.map(({ name }) => name)).toEqual(['Of its service', 'Restore faster']);
  const found = review.composed.goals.find(({ id }) => id === faster.id)!;
  expect(found).toMatchObject({
    ...{ scopeName: 'shop', target: 3_600, state: 'reached', by: 'month' },
    baseline: { value: 5_730, n: 12 },
    current: { value: 2_100, n: 11, from: '2026-04-01T00:00:00.000Z' },
    finding: {
      verdict: 'better',
      sentence: 'Median time to restore of shop fell from 1 h 35 min to 35 min (n 12 and 11)',
    },
  });
  expect(found.points!.map(({ name, n }) => [name, n])).toEqual([
    // 6, 10, … 30 January; 3, 7, … 19 February; 2, 4, … 22 April.
    ['2026-01', 7],
    ['2026-02', 5],
    ['2026-03', 0],
    ['2026-04', 11],
    ['2026-05', 0],
    ['2026-06', 0],
  ]);
  // The organisation: eleven and the one of ten hours are twelve.
  const whole = await admin.call(reviews.createReview, { body: quarter });
  expect(whole.composed.goals.map(({ name, current }) => [name, current?.n])).toEqual([
    ['Of everybody', 12],
    ['Of its service', 11],
    ['Restore faster', 11],
  ]);

  await admin.call(reviews.holdReview, { params: { id: review.id } });
  await server.db.query('delete from evenkeel.incident_services');
  await server.db.query('delete from evenkeel.incidents');
  await admin.call(goals.dropGoal, { params: { id: faster.id }, body: { reason: 'Another one matters more.' } });
  const held = await admin.call(reviews.getReview, { params: { id: review.id } });
  expect(held.composed).toEqual(review.composed);
  // One that was not held follows: the durations behind the frozen median are gone, so it claims nothing any more.
  const lost = await admin.call(reviews.recomposeReview, { params: { id: whole.id } });
  expect(lost.composed.goals.map(({ name, finding }) => [name, finding?.sentence])).toEqual([
    ['Of everybody', 'Nothing to measure this quarter'],
    ['Of its service', 'Nothing to measure this quarter'],
  ]);
});

test('Money is claimed for the organisation only with what it comes from, and a team is not set against what all cost', async () => {
  const server = await startTestServer();
  const { admin } = server;
  await server.clock.set('2026-03-16T08:00:00Z');
  const team = await writeTeam(server, 'shop');
  await admin.call(pilots.createPilot, { body: { teamId: team.id, startsOn: '2026-03-16', timeZone: 'UTC' } });
  const early = (place: number) => new Date(Date.UTC(2026, 2, 16, 9) + place * 86_400_000).toISOString();
  // Twelve of two hours and some minutes in the fortnight of the baseline.
  for (let place = 0; place < 12; place++) await writeIncident(server, [team.serviceId], early(place), 120 + place);
  await server.clock.set('2026-03-30T06:00:00Z');
  await eventually(async () => {
    const { items } = await admin.call(pilots.listPilots, {});
    return items[0]!.baseline.frozenAt;
  });
  for (let place = 0; place < 12; place++) await writeIncident(server, [team.serviceId], day(place), 60 + place);
  await server.clock.set('2026-06-02T08:00:00Z');
  const range = (value: number) => ({ low: value, expected: value, high: value });
  await admin.call(updateCosts, {
    body: {
      currency: 'EUR',
      severities: ([1, 2, 3, 4, 5] as const).map((severity) => ({
        ...{ severity, downtimePerHour: range(100_000), responders: range(1) },
      })),
      ...{ responderHour: range(0), program: { hours: range(10), hour: range(10_000), other: range(0) } },
    },
  });
  const money = async (scope: object) =>
    (await admin.call(reviews.createReview, { body: { ...quarter, ...scope } })).composed.money!;
  const findings = ['Time to restore SEV2 fell from 2 h 05 min to 1 h 05 min (n 12 and 12)'];
  // One hour less for each of twelve incidents at 1,000 euro an hour; the program cost 10 hours at 100.
  const [whole, ofTeam] = [await money({}), await money({ teamId: team.id })];
  expect(whole).toMatchObject({ findings, saved: { expected: 1_200_000 }, cost: { expected: 100_000 } });
  expect(whole.net!.expected).toBe(1_100_000);
  expect(ofTeam).toMatchObject({ findings, saved: { expected: 1_200_000 }, net: null, ratio: null });
  expect(ofTeam.assumptions.at(-1)).toContain('what part of it one team took is not known');
});
