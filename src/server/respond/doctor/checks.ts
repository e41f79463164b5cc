import type { CoverageHole } from '../../../contract/respond/coverage.ts';
import type { PolicyWarning } from '../../../contract/respond/escalation-policies.ts';
import { shiftsWhileAway } from '../../../domain/respond/schedules/absences.ts';
import { everyShiftBetween } from '../../../domain/respond/schedules/seats.ts';
import { gapsBetween } from '../../../domain/respond/schedules/timeline.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { momentFor } from '../../../domain/time/moment-for.ts';
import type { Database } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { type Check, fault, listCheck, ok, warning } from '../../platform/doctor/check.ts';
import { absencesBetween } from '../absences/absences-store.ts';
import { listFailing } from '../absences/calendars-store.ts';
import type { Transports } from '../channels/channel.ts';
import { listHoles } from '../coverage/actions.ts';
import { checkPolicy } from '../escalation/foresight.ts';
import { listRuns } from '../parallel-runs/store.ts';
import { listProviders } from '../providers/store.ts';
import { listBrokenRules } from '../readiness/people.ts';
import { listUnroutedSources } from '../readiness/routing.ts';
import { listFirstGaps } from '../readiness/store.ts';
import { loadSnapshots } from '../schedules/snapshots.ts';
import { listAstray } from '../schedules/user-groups/store.ts';
import { warnOfAllIdle } from '../schedules/without-hours.ts';
import { auditPaging } from '../watchdog/audit.ts';
import { schedulesOfPolicies } from '../watchdog/store.ts';
import { policiesInUse, scheduleNames } from './store.ts';

const gapDays = 14;
const mostPolicies = 100;
/** What keeps a page from reaching somebody; the rest is advice, which the page of the policy gives. */
const severe = new Set<PolicyWarning['code']>([
  'step_empty',
  'person_unreachable',
  'catch_all_empty',
  'team_without_hours',
  'room_unavailable',
]);

export function respondChecks(db: Database, transports: Transports): Check[] {
  const hasMail = transports.mail !== undefined;
  return [
    {
      name: 'mail server',
      async run() {
        if (!transports.mail) return warning('EVENKEEL_SMTP_URL is not set: nobody can be paged by e-mail.');
        return ok(await transports.mail.verify());
      },
    },
    ...coverageChecks(db, hasMail),
    listCheck('providers', 'Every provider took its last message.', async () =>
      (await listProviders(db)).flatMap(({ name, disabledAt, failingSince, lastOutcome }) =>
        disabledAt === null && failingSince !== null
          ? [`The provider ${name} has been failing since ${utcText(failingSince)}: ${lastOutcome}.`]
          : [],
      ),
    ),
    listCheck('parallel runs', 'No parallel run: Evenkeel pages for every team.', async () =>
      (await listRuns(db, true)).map(
        ({ team, askAt, isOverdue }) =>
          `Nobody is paged by Evenkeel for ${team === null ? 'anything' : team.name}: a parallel run goes on, ${
            isOverdue ? `and was to be decided by ${utcText(askAt)}` : `to be decided by ${utcText(askAt)}`
          }.`,
      ),
    ),
    listCheck('escalation policies', 'Every policy reaches everybody it notifies.', () => weakPolicies(db, hasMail)),
    listCheck('readiness', 'Every service would wake somebody at any time of the next 30 days.', async () =>
      (await listFirstGaps(db, 50)).map(
        ({ name, gap: { startsAt, endsAt, sentence, mend }, count }) =>
          `${name}, ${utcText(startsAt)} to ${utcText(endsAt)}${othersText(count - 1)}: ${sentence} ${mend.text}`,
      ),
    ),
    listCheck('team rules', 'Every member meets what their team asks of contact methods.', () =>
      listBrokenRules(db, hasMail, 50),
    ),
    listCheck('routing', 'Every source leads to a service, or is set to page nobody.', async () =>
      (await listUnroutedSources(db)).slice(0, 50).map(({ sentence, mend }) => `${sentence} ${mend.text}`),
    ),
    listCheck('rotations', 'Everybody in a rotation is on call at some time.', async () =>
      (await warnOfAllIdle(db)).slice(0, 50),
    ),
    listCheck('absences', `Nobody is away during a shift of the next ${gapDays} days.`, () => awayOnCall(db)),
    listCheck(
      'user groups',
      'Every user group that follows a schedule has whoever is on call as its members.',
      async () =>
        (await listAstray(db, 50)).flatMap(({ scheduleName, groupId, problem, unlinked }) => [
          ...(problem === null ? [] : [`The user group ${groupId} of ${scheduleName}: ${problem}`]),
          ...(unlinked.length === 0
            ? []
            : [`On call on ${scheduleName} without a linked account, so not in ${groupId}: ${unlinked.join(', ')}.`]),
        ]),
    ),
    listCheck('calendars', 'Every calendar of absences and holidays can be read.', async () =>
      (await listFailing(db, 50)).map(
        ({ name, ownerName, problem, failingSince }) =>
          `The calendar ${name} of ${ownerName} cannot be read since ${failingSince.toISOString()}: ${problem} What was read before stays.`,
      ),
    ),
    listCheck('schedules', `Somebody is on call at every hour of the next ${gapDays} days.`, () => gaps(db)),
    {
      name: 'paging',
      async run() {
        const { findings } = await auditPaging(db);
        if (findings.length === 0) return ok('All paging checks pass.');
        return findings.map(({ weight, sentence, count }) =>
          (weight === 'fault' ? fault : warning)(`${sentence} (${count})`),
        );
      },
    },
  ];
}

const covered: { name: string; fine: string; kinds: CoverageHole['subject']['kind'][] }[] = [
  { name: 'services', fine: 'Somebody would be paged for every service.', kinds: ['service'] },
  { name: 'who sources page', fine: 'Every source pages somebody, or is set to page nobody.', kinds: ['source'] },
  { name: 'who severities page', fine: 'Whoever a severity pages can be reached.', kinds: ['severity'] },
  {
    name: 'who policies page',
    fine: 'Every policy reaches somebody in the next 7 days.',
    kinds: ['escalation-policy'],
  },
  { name: 'who is on call', fine: 'Whoever is on call now can be paged.', kinds: ['schedule'] },
  { name: 'incidents', fine: 'Whoever an open incident needs was paged.', kinds: ['incident'] },
];

/** One look for all of these; gaps of schedules have a check of their own, which looks further. */
function coverageChecks(db: Database, hasMail: boolean): Check[] {
  let looking: ReturnType<typeof listHoles> | undefined;
  const look = () => {
    looking ??= listHoles(db, hasMail).finally(() => {
      looking = undefined;
    });
    return looking;
  };
  return covered.map(({ name, fine, kinds }) => ({
    name,
    async run() {
      const found = (await look()).items.filter(
        ({ subject, reach }) => kinds.includes(subject.kind) && !(subject.kind === 'schedule' && reach === 'later'),
      );
      if (found.length === 0) return ok(fine);
      return found.map(({ reach, sentence, mend }) =>
        (reach === 'nobody' ? fault : warning)(`${sentence} ${mend.text}`),
      );
    },
  }));
}

async function weakPolicies(db: Database, hasMail: boolean): Promise<string[]> {
  const found: string[] = [];
  for (const { name, definition } of await policiesInUse(db, mostPolicies)) {
    const warnings = (await checkPolicy(db, definition, hasMail)).filter(({ code }) => severe.has(code));
    found.push(...warnings.map(({ message }) => `Policy ${name}: ${message}`));
  }
  return found.slice(0, 50);
}

/** Schedules that a policy asks and that leave an hour open without meaning to. */
async function gaps(db: Database): Promise<string[]> {
  const ids = await schedulesOfPolicies(db);
  const now = await readNowMs(db);
  const until = now + gapDays * 86_400_000;
  const names = await scheduleNames(db, ids);
  return [...(await loadSnapshots(db, ids, now, until))].flatMap(([id, schedule]) => {
    const [first, ...more] = gapsBetween(schedule, instantOf(now), instantOf(until)).filter(
      ({ reason }) => reason !== 'deliberate',
    );
    if (!first) return [];
    const others = more.length > 0 ? `, and in ${more.length} more gaps` : '';
    return [
      `Nobody is on call on ${names.get(id)} from ${first.startsAt.toString()} to ${first.endsAt.toString()}${others}.`,
    ];
  });
}

/** Shifts of the schedules that a policy asks, which fall into an absence of whoever has them. */
async function awayOnCall(db: Database): Promise<string[]> {
  const ids = await schedulesOfPolicies(db);
  const now = await readNowMs(db);
  const until = now + gapDays * 86_400_000;
  const names = await scheduleNames(db, ids);
  const shifts = [...(await loadSnapshots(db, ids, now, until))].map(([id, schedule]) => ({
    id,
    shifts: everyShiftBetween(schedule, instantOf(now), instantOf(until)).map(({ startsAt, endsAt, personId }) => ({
      ...{ personId, start: startsAt.epochMilliseconds, end: endsAt.epochMilliseconds },
    })),
  }));
  const people = new Set(shifts.flatMap((one) => one.shifts.flatMap(({ personId }) => personId ?? [])));
  const absences = (await absencesBetween(db, [...people], new Date(now), new Date(until), 1_000)).map((absence) => ({
    ...absence,
    start: absence.startsAt.getTime(),
    end: absence.endsAt.getTime(),
  }));
  return shifts
    .flatMap((one) =>
      shiftsWhileAway(one.shifts, absences).map(
        ({ start, end, absence }) =>
          `${absence.personName} is away and on call on ${names.get(one.id)} from ${instantOf(start)} to ${instantOf(end)}.`,
      ),
    )
    .slice(0, 50);
}

const utcText = (at: Date | string) => momentFor({ timeZone: 'UTC' }, new Date(at));

const othersText = (count: number) => (count === 0 ? '' : ` and ${count} other ${count === 1 ? 'time' : 'times'}`);
