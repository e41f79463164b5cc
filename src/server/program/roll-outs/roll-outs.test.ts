import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createService } from '../../../contract/directory/services.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as pilots from '../../../contract/program/pilots.ts';
import * as impacts from '../../../contract/program/plans/impact.ts';
import * as contract from '../../../contract/program/plans/roll-outs.ts';

async function organisation(names: string[]) {
  const server = await startTestServer();
  const { admin } = server;
  const teams = [];
  for (const name of names) {
    const slug = name.toLowerCase();
    const team = await admin.call(createTeam, { body: { slug, name } });
    const service = await admin.call(createService, { body: { slug, name, teamId: team.id } });
    teams.push({ ...team, serviceId: service.id });
  }
  return { server, admin, teams };
}

test('A finished pilot is rolled out in proposed waves to the teams without a plan; a wave moves with its dates until it begins', async () => {
  const { server, admin, teams } = await organisation(['Payments', 'Alpha', 'Beta', 'Gamma', 'Delta', 'Busy']);
  await server.clock.set('2027-01-06T09:00:00Z');
  const sponsor = { name: 'Vera', title: 'VP Engineering', isVicePresidentOrAbove: true };
  const start = (teamId: number) =>
    admin.call(pilots.createPilot, { body: { teamId, startsOn: '2027-01-06', timeZone: 'UTC', sponsor } });
  const pilot = await start(teams[0]!.id);
  await start(teams[5]!.id);
  await server.clock.set('2027-04-07T09:00:00Z');
  await admin.call(pilots.endPilot, { params: { id: pilot.id }, body: { outcome: 'completed' } });

  const proposal = await admin.call(contract.proposeRollOut, { params: { id: pilot.id } });
  expect(proposal.sponsor).toEqual(sponsor);
  expect(proposal.teamsWithPlan.map(({ name }) => name)).toEqual(['Busy']);
  expect(proposal.waves.map(({ startsOn, teams }) => [startsOn, teams.map(({ name }) => name)])).toEqual([
    ['2027-04-12', ['Alpha', 'Beta', 'Delta']],
    ['2027-05-10', ['Gamma']],
  ]);

  const waves = proposal.waves.map(({ startsOn, teams }) => ({ startsOn, teamIds: teams.map(({ id }) => id) }));
  const input = { name: 'Everybody', pilotId: pilot.id, timeZone: 'UTC', sponsor, waves };
  const twice = { ...input, waves: [waves[0]!, { startsOn: '2027-05-10', teamIds: [teams[1]!.id] }] };
  await expect(admin.call(contract.createRollOut, { body: twice })).rejects.toMatchObject({ code: 'invalid_input' });
  const backwards = { ...input, waves: [waves[1]!, waves[0]!] };
  await expect(admin.call(contract.createRollOut, { body: backwards })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const taken = { ...input, waves: [{ startsOn: '2027-05-10', teamIds: [teams[5]!.id] }] };
  await expect(admin.call(contract.createRollOut, { body: taken })).rejects.toMatchObject({ code: 'conflict' });
  // A refused one leaves nothing behind.
  expect((await admin.call(contract.listRollOuts, {})).items).toEqual([]);

  const rollOut = await admin.call(contract.createRollOut, { body: input });
  expect(rollOut.pilot).toEqual({ id: pilot.id, team: { id: teams[0]!.id, name: 'Payments' } });
  const params = { id: rollOut.id };
  const planOf = async (wave: number) => {
    const { waves } = await admin.call(contract.getRollOut, { params });
    return admin.call(pilots.getPilot, { params: { id: waves[wave - 1]!.plans[0]!.id } });
  };
  const first = await planOf(1);
  expect(first).toMatchObject({
    kind: 'roll-out',
    state: 'planned',
    rollOut: { id: rollOut.id, name: 'Everybody', wave: 1 },
    sponsor,
    endsOn: '2027-06-07',
  });

  const second = { params: { ...params, number: 2 } };
  await admin.call(contract.moveWave, { ...second, body: { startsOn: '2027-05-17' } });
  const moved = await planOf(2);
  expect(moved).toMatchObject({ startsOn: '2027-05-17', baseline: { to: '2027-05-31T00:00:00.000Z' } });
  expect(moved.milestones.find(({ key }) => key === 'kick-off')!.dueOn).toBe('2027-05-20');
  await expect(admin.call(contract.moveWave, { ...second, body: { startsOn: '2027-04-10' } })).rejects.toMatchObject({
    code: 'invalid_input',
  });

  await server.clock.set('2027-04-20T09:00:00Z');
  const late = { params: { ...params, number: 1 } };
  await expect(admin.call(contract.moveWave, { ...late, body: { startsOn: '2027-05-01' } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  const epsilon = await admin.call(createTeam, { body: { slug: 'epsilon', name: 'Epsilon' } });
  const add = { body: { teamId: epsilon.id } };
  await expect(admin.call(contract.addToWave, { ...late, ...add })).rejects.toMatchObject({ code: 'state_conflict' });
  const joined = await admin.call(contract.addToWave, { ...second, ...add });
  expect(joined.waves[1]!.plans.map(({ team }) => team.name)).toEqual(['Epsilon', 'Gamma']);
  const renamed = await admin.call(contract.updateRollOut, { params, body: { name: 'All of us' } });
  expect(renamed.name).toBe('All of us');
});

test('Stopping a roll-out ends its open plans and leaves those that have ended; its teams can be planned anew', async () => {
  const { admin, teams } = await organisation(['Alpha', 'Beta', 'Gamma']);
  const waves = [
    { startsOn: '2199-01-07', teamIds: [teams[0]!.id, teams[1]!.id] },
    { startsOn: '2199-02-04', teamIds: [teams[2]!.id] },
  ];
  const body = { name: 'Everybody', timeZone: 'UTC', waves };
  const rollOut = await admin.call(contract.createRollOut, { body });
  const [alpha] = rollOut.waves[0]!.plans;
  await admin.call(pilots.endPilot, { params: { id: alpha!.id }, body: { outcome: 'adapted' } });

  const stop = () => admin.call(contract.stopRollOut, { params: { id: rollOut.id }, body: { note: 'No budget' } });
  const stopped = await stop();
  const outcomes = stopped.waves.flatMap(({ plans }) => plans.map(({ team, outcome }) => [team.name, outcome]));
  expect(outcomes).toEqual([
    ['Alpha', 'adapted'],
    ['Beta', 'stopped'],
    ['Gamma', 'stopped'],
  ]);
  const beta = await admin.call(pilots.getPilot, { params: { id: stopped.waves[0]!.plans[1]!.id } });
  expect(beta).toMatchObject({ state: 'ended', outcomeNote: 'No budget' });
  await expect(stop()).rejects.toMatchObject({ code: 'state_conflict' });
  const second = { params: { id: rollOut.id, number: 2 } };
  await expect(admin.call(contract.moveWave, { ...second, body: { startsOn: '2199-02-11' } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await expect(admin.call(contract.addToWave, { ...second, body: { teamId: teams[0]!.id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });

  const again = await admin.call(contract.createRollOut, { body: { ...body, waves: waves.slice(1) } });
  expect(again.waves[0]!.plans[0]!.state).toBe('planned');
});

test('Before and after a plan is compared with teams that had none, and a change that they saw too is not the plan’s', async () => {
  const { server, admin, teams } = await organisation(['Payments', 'Search', 'Storefront']);
  const [payments, search, storefront] = teams as [(typeof teams)[0], (typeof teams)[0], (typeof teams)[0]];
  /** Twelve incidents in as many days, each an hour and some minutes longer than the one before it. */
  const write = (serviceId: number, from: string, minutes: number) =>
    server.db.query(
      `with written as (
         insert into evenkeel.incidents (id, title, severity, peak_severity, kind, lifecycle, declared_by, impact_started_at,
           detected_at, declared_at, resolved_at, closed_at)
         select (select coalesce(max(id), 0) from evenkeel.incidents) + n, 'It is down', 2, 2, 'real', 'closed',
           '{"kind": "system", "name": "Test"}', at, at, at, at + ($3 + n) * interval '1 minute',
           at + ($3 + n) * interval '1 minute'
         from generate_series(1, 12) n, lateral (select $2::timestamptz + n * interval '1 day' as at) d returning id)
       insert into evenkeel.incident_services (incident_id, service_id) select id, $1 from written`,
      [serviceId, from, minutes],
    );
  // The baseline ends on 15 January.
  for (const { serviceId } of [payments, search]) {
    await write(serviceId, '2027-01-01T10:00:00Z', 120);
    await write(serviceId, '2027-01-16T10:00:00Z', 30);
  }
  await write(storefront.serviceId, '2027-01-01T10:00:00Z', 120);
  await server.clock.set('2027-01-01T09:00:00Z');
  const { id } = await admin.call(pilots.createPilot, {
    body: { teamId: payments.id, startsOn: '2027-01-01', timeZone: 'UTC' },
  });
  const read = () => admin.call(impacts.readPlanImpact, { params: { id } });
  expect(await read()).toMatchObject({ days: 0, before: null, measures: [] });

  await server.clock.set('2027-02-04T09:00:00Z');
  const impact = await read();
  expect(impact).toMatchObject({
    days: 20,
    before: { from: '2026-12-26T00:00:00.000Z', to: '2027-01-15T00:00:00.000Z' },
    after: { from: '2027-01-15T00:00:00.000Z', to: '2027-02-04T00:00:00.000Z' },
  });
  expect(impact.otherTeams.map(({ name }) => name)).toEqual(['Search', 'Storefront']);
  const restore = impact.measures.find(({ key }) => key === 'median-restore-seconds')!;
  expect(restore.team).toMatchObject({
    before: { value: 126.5 * 60, n: 12 },
    after: { value: 36.5 * 60, n: 12 },
    verdict: 'better',
  });
  expect(restore.others).toMatchObject({ before: { n: 24 }, after: { n: 12 }, verdict: 'better' });
  expect(restore.difference).toMatchObject({ value: 0, verdict: 'cannot-tell' });

  // Once the other team has a plan itself it is nobody to compare with: what is left has no case after.
  await admin.call(pilots.createPilot, { body: { teamId: search.id, startsOn: '2027-01-20', timeZone: 'UTC' } });
  const alone = await read();
  expect(alone.otherTeams.map(({ name }) => name)).toEqual(['Storefront']);
  expect(alone.measures.find(({ key }) => key === restore.key)).toMatchObject({
    others: { after: { n: 0 }, verdict: 'cannot-tell' },
    difference: null,
  });
});
