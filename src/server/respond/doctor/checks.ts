import type { PolicyWarning } from '../../../contract/escalation-policies.ts';
import { gapsBetween } from '../../../domain/respond/schedules/timeline.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Check, fault, listCheck, ok, warning } from '../../platform/doctor/check.ts';
import { auditPaging } from '../audit/audit.ts';
import { databaseNow, schedulesOfPolicies } from '../audit/store.ts';
import type { Transports } from '../channels/channel.ts';
import { checkPolicy } from '../escalation/foresight.ts';
import { loadSnapshots } from '../schedules/snapshots.ts';
import { policiesInUse, scheduleNames } from './store.ts';

const gapDays = 14;
const mostPolicies = 100;
/** What keeps a page from reaching somebody; the rest is advice, which the page of the policy gives. */
const severe = new Set<PolicyWarning['code']>(['step_empty', 'person_unreachable', 'catch_all_empty']);

export function respondChecks(db: Database, transports: Transports): Check[] {
  return [
    {
      name: 'mail server',
      async run() {
        if (!transports.mail) return warning('EVENKEEL_SMTP_URL is not set: nobody can be paged by e-mail.');
        await transports.mail.verify();
        return ok('The mail server accepts our sign-in.');
      },
    },
    listCheck('escalation policies', 'Every policy reaches everybody it asks.', () => weakPolicies(db)),
    listCheck('schedules', `Somebody is on call at every hour of the next ${gapDays} days.`, () => gaps(db)),
    {
      name: 'paging',
      async run() {
        const { findings } = await auditPaging(db);
        if (findings.length === 0) return ok('All promises of paging hold.');
        return findings.map(({ weight, sentence, count }) =>
          (weight === 'fault' ? fault : warning)(`${sentence} (${count})`),
        );
      },
    },
  ];
}

async function weakPolicies(db: Database): Promise<string[]> {
  const found: string[] = [];
  for (const { name, definition } of await policiesInUse(db, mostPolicies)) {
    const warnings = (await checkPolicy(db, definition)).filter(({ code }) => severe.has(code));
    found.push(...warnings.map(({ message }) => `Policy ${name}: ${message}`));
  }
  return found.slice(0, 50);
}

/** Schedules that a policy asks and that leave an hour open without meaning to. */
async function gaps(db: Database): Promise<string[]> {
  const ids = await schedulesOfPolicies(db);
  const now = (await databaseNow(db)).getTime();
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
