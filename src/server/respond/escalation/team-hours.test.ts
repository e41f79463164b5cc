import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createTeam, deleteTeam, updateTeam } from '../../../contract/directory/teams.ts';
import { exportConfiguration, planConfiguration } from '../../../contract/platform/configuration.ts';
import { readCoverage } from '../../../contract/respond/coverage.ts';
import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import {
  createEscalationPolicy,
  getEscalationPolicy,
  previewEscalationPolicy,
} from '../../../contract/respond/escalation-policies.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

const everyDay = { timeZone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };
const DAY_MS = 86_400_000;

async function scene() {
  const node = await startTestServer();
  const personId = await worldOf(node).person('Ada');
  const hook = await receiver((_request, response) => response.end());
  await worldOf(node).webhook(personId, hook.url);
  let counted = 0;

  const newTeam = (workingHours: typeof everyDay | null) => {
    const slug = `team-${++counted}`;
    return node.admin.call(createTeam, { body: { slug, name: `Team ${counted}`, workingHours } });
  };

  const newPolicy = (workingHoursTeamId: number, more: Partial<EscalationDefinition> = {}) => {
    const steps = [{ delaySeconds: 300, targets: [askPerson(personId)], ifEmpty: 'skip' as const }];
    const definition = {
      ...{ steps, repeat: 0, catchAll: null, workingHoursTeamId, waitsForWorkingHours: true, ...more },
    };
    const name = `Hours ${++counted}`;
    return node.admin.call(createEscalationPolicy, { body: { slug: `hours-${counted}`, name, definition } });
  };

  /** Today and so many days after it off, in a holiday calendar of the team; the start of the day after them. */
  const daysOff = async (teamId: number, days: number) => {
    const { rows } = await node.db.query<{ opens: Date }>(
      `with c as (insert into calendars (team_id, name) values ($1, 'Public holidays') returning id),
       d as (insert into holidays (calendar_id, date, name)
         select c.id, (evenkeel.now() at time zone 'UTC')::date + n, 'Off' from c, generate_series(0, $2::int - 1) n returning date)
       select (max(date) + 1)::timestamp at time zone 'UTC' as opens from d`,
      [teamId, days],
    );
    return rows[0]!.opens.toISOString();
  };

  const lowPage = async (policyId: number) => {
    const world = worldOf(node);
    const serviceId = await world.service(policyId);
    await triggerAlert(node.db, { sourceId: await world.source(), serviceId, severity: 4 });
    const { id } = await eventually(async () => (await node.admin.call(listPages, { query: { serviceId } })).items[0]);
    return node.admin.call(getPage, { params: { id } });
  };

  return { node, personId, newTeam, newPolicy, daysOff, lowPage };
}

test('a policy waits over the holidays of a team as its preview says, takes its branches, and a page keeps what it was opened with', async () => {
  const { node, personId, newTeam, newPolicy, daysOff, lowPage } = await scene();
  {
    const team = await newTeam(everyDay);
    const opens = await daysOff(team.id, 2);
    const { id } = await newPolicy(team.id);
    const preview = await node.admin.call(previewEscalationPolicy, { params: { id }, query: { urgency: 'low' } });
    expect(preview.waits).toEqual({ until: opens, because: 'working_hours' });
    const page = await lowPage(id);
    expect(page.waits).toEqual({ until: opens, because: 'working_hours' });

    // The calendar is followed: a third day off holds the next page back for longer, not this one.
    await node.db.query(
      `insert into holidays (calendar_id, date, name) select calendar_id, max(date) + 1, 'Off' from holidays
       where calendar_id = (select id from calendars where team_id = $1) group by calendar_id`,
      [team.id],
    );
    const later = await node.admin.call(previewEscalationPolicy, { params: { id }, query: { urgency: 'low' } });
    expect(later.waits!.until).toBe(new Date(Date.parse(opens) + DAY_MS).toISOString());
    const body = { slug: team.slug, name: team.name, workingHours: null };
    await node.admin.call(updateTeam, { params: { id: team.id }, body });
    expect(await node.admin.call(getPage, { params: { id: page.id } })).toMatchObject({ waits: page.waits });
  }
  {
    const team = await newTeam(everyDay);
    const steps = [{ delaySeconds: 300, targets: [askPerson(personId)], ifEmpty: 'skip' as const }];
    const branch = { name: 'Night', hours: 'off' as const, steps, repeat: 0, catchAll: null };
    const { id } = await newPolicy(team.id, { branches: [branch], waitsForWorkingHours: false });
    const branchNow = async () =>
      (await node.admin.call(previewEscalationPolicy, { params: { id }, query: { urgency: 'high' } })).branch?.name;
    expect(await branchNow()).toBeNull();
    await daysOff(team.id, 1);
    expect(await branchNow()).toBe('Night');
  }
});

test('a policy that follows a team without working hours pages at once and says so loudly; what it names has to be there', async () => {
  const { node, newTeam, newPolicy, lowPage } = await scene();
  {
    const team = await newTeam(null);
    const { id, name } = await newPolicy(team.id);
    expect((await lowPage(id)).waits).toBeNull();
    const { warnings } = await node.admin.call(getEscalationPolicy, { params: { id } });
    expect(warnings[0]).toMatchObject({ code: 'team_without_hours', stepIndex: null });
    expect(warnings[0]!.message).toContain(`${team.name}, which has none`);
    const coverage = await node.admin.call(readCoverage, { params: { kind: 'escalation-policy', id } });
    expect(coverage.holes).toEqual([
      expect.objectContaining({
        sentence: expect.stringContaining(`“${name}” follows the working hours of ${team.name}, which has none`),
        mend: { text: `Set the working hours of ${team.name}.`, path: `/teams/${team.id}` },
      }),
    ]);
  }
  {
    const team = await newTeam(everyDay);
    await newPolicy(team.id);
    await expect(node.admin.call(deleteTeam, { params: { id: team.id } })).rejects.toMatchObject({ code: 'conflict' });
    await expect(newPolicy(999_999)).rejects.toMatchObject({
      code: 'invalid_input',
      errors: [{ path: 'body.definition.workingHoursTeamId', message: 'No team has the id 999999.' }],
    });
  }
  {
    const also = [{ weekdays: [5], from: '09:00', to: '14:00' }];
    const team = await newTeam({ ...everyDay, weekdays: [1, 2], also } as typeof everyDay);
    await newPolicy(team.id);
    const { document } = await node.admin.call(exportConfiguration, {});
    const { teams, escalationPolicies } = document as unknown as Record<string, Record<string, unknown>[]>;
    expect(teams!.find(({ slug }) => slug === team.slug)).toMatchObject({ workingHours: { weekdays: [1, 2], also } });
    expect(escalationPolicies!.map(({ workingHoursTeam }) => workingHoursTeam)).toContain(team.slug);
    const plan = await node.admin.call(planConfiguration, { body: { document } as never });
    expect(plan.hasChanges).toBe(false);
  }
});
