/** What a first page needs, so that somebody who has just set up is on call a moment later. */

import { slugOf } from '../../domain/slug.ts';
import { localDate } from '../../domain/time/instant.ts';
import { createSource } from '../detect/sources/actions.ts';
import { createService } from '../directory/services/actions.ts';
import { createTeam } from '../directory/teams/actions.ts';
import type { Context } from '../platform/context.ts';
import { readNowMs } from '../platform/db/now.ts';
import type { Keyring } from '../platform/secrets.ts';
import { createPolicy } from '../respond/escalation/actions.ts';
import { setDefaultPolicy } from '../respond/escalation/default-policy.ts';
import { createSchedule } from '../respond/schedules/actions.ts';
import * as store from './store.ts';

export type FirstTeam = { name: string; personId: number; timeZone: string };

const answerWithinSeconds = 300;
const repeats = 2;

/**
 * A team with this person, who is on call around the clock; a policy that asks them, and again; a service; a source.
 * All through the actions that everybody else uses, in the transaction of `ctx`. Where somebody has made something
 * before (configuration as code can come first), that stays as it is and nothing is added.
 */
export async function makeStartingSet(ctx: Context, keyring: Keyring, team: FirstTeam): Promise<void> {
  if (!(await store.isEmptyInstallation(ctx.db))) return;
  const { name, personId, timeZone } = team;
  const slug = slugOf(name).slice(0, 40) || 'first';
  const own = { slug, name, description: '', memberIds: [personId], reachRule: null, workingHours: null };
  const { id: teamId } = await createTeam(ctx, own);
  const aWeekAgo = localDate(timeZone, await readNowMs(ctx.db)).subtract({ days: 7 });
  const schedule = await createSchedule(ctx, {
    slug: `${slug}-on-call`,
    name: shortened(name, 'on call'),
    description: 'Around the clock, taking turns each Monday.',
    teamId,
    timeZone,
    definition: {
      layers: [
        {
          name: 'Primary',
          rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
          // The first Monday after it has passed, so somebody is on call from the first minute.
          startsOn: aWeekAgo.toString(),
          participants: [personId],
        },
      ],
    },
  });
  const policy = await createPolicy(ctx, {
    slug: `${slug}-escalation`,
    name: shortened(name, 'escalation'),
    description: '',
    teamId,
    acknowledgementTimeoutSeconds: null,
    definition: {
      steps: [{ delaySeconds: answerWithinSeconds, targets: [{ kind: 'schedule', id: schedule.id }], ifEmpty: 'skip' }],
      repeat: repeats,
      catchAll: null,
    },
  });
  // What nobody has thought of yet pages the first team as well.
  await setDefaultPolicy(ctx, policy.id);
  const service = await createService(ctx, {
    slug: `${slug}-service`,
    name: shortened(name, 'service'),
    description: 'What this team runs. Rename it, and add a service for each thing that can break on its own.',
    teamId,
    tier: 3,
    escalationPolicyId: policy.id,
  });
  await createSource(ctx, keyring, {
    slug: `${slug}-webhook`,
    name: shortened(name, 'webhook'),
    type: 'generic',
    sender: null,
    settings: {},
    serviceId: service.id,
    pagesNobody: false,
    messageLabels: null,
    heartbeat: null,
  });
}

/** Names have at most 120 characters. */
const shortened = (name: string, what: string) => `${name.slice(0, 100).trim()} ${what}`;
