/** The shop's systems and who is asked about them: people, teams, schedules, policies, services, sources and routes. */
import { Temporal } from 'temporal-polyfill';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { defaultSeverities } from '../../../domain/respond/incidents/severity-defaults.ts';
import { createRoute } from '../../detect/routes/actions.ts';
import { createSource } from '../../detect/sources/actions.ts';
import { addContactMethod, replaceRules } from '../../directory/contact-methods/actions.ts';
import { createPerson } from '../../directory/people/actions.ts';
import { giveAccess } from '../../directory/people/password-links.ts';
import { lockAccess } from '../../directory/people/store.ts';
import { createService } from '../../directory/services/actions.ts';
import { createTeam } from '../../directory/teams/actions.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { createPolicy } from '../../respond/escalation/actions.ts';
import { setDefaultPolicy } from '../../respond/escalation/default-policy.ts';
import { createSchedule } from '../../respond/schedules/actions.ts';
import { createOverride } from '../../respond/schedules/overrides/overrides.ts';
import { updateMatrix } from '../../respond/severities/actions.ts';
import { actorOf, as, asSystem, day, daysAgo, hour, iso, type Story } from '../story.ts';
import { addressOf, commanders, type PersonKey, people, type TeamKey, teams } from './cast.ts';
import { handOver } from './handoffs.ts';
import { services, sources } from './shop-systems.ts';

/** Everything there is before the story begins, made at one moment. */
export async function openShop(story: Story): Promise<void> {
  await hirePeople(story);
  await makeSchedules(story);
  await makePolicies(story);
  await makeServices(story);
  await makeSources(story);
  await makeRoutes(story);
  await updateMatrix(as(story, 'mara'), {
    rules: structuredClone(defaultSeverities) as never,
    policies: {
      commander: story.ids.policies.commanders!,
      commanderBackup: story.ids.policies.commanders!,
      communications: story.ids.policies.communications!,
      executives: story.ids.policies.executives!,
    },
  });
  planOverrides(story);
  handOver(story);
}

async function hirePeople(story: Story): Promise<void> {
  const { ids } = story;
  for (const [key, { name, role, timeZone }] of Object.entries(people) as [PersonKey, (typeof people)[PersonKey]][]) {
    const { id } = await createPerson(asSystem(story), { email: addressOf(key), name, role, timeZone });
    ids.people[key] = id;
    await acceptInvitation(story, key);
    const methods = [
      { label: 'Text message', address: `${key}@sms.lantern-and-loom.example` },
      { label: 'Work e-mail', address: addressOf(key) },
    ];
    const methodIds: number[] = [];
    for (const { label, address } of methods) {
      const made = await addContactMethod(asSystem(story), story, id, {
        channel: 'email',
        providerId: null,
        label,
        settings: { address },
        verified: true,
      });
      methodIds.push(made.id);
    }
    const [text, mail] = methodIds as [number, number];
    await replaceRules(asSystem(story), id, {
      high: [
        { contactMethodId: text, delaySeconds: 0 },
        { contactMethodId: mail, delaySeconds: 120 },
      ],
      low: [{ contactMethodId: mail, delaySeconds: 0 }],
    });
  }
  for (const [slug, { name, description, members }] of Object.entries(teams)) {
    const memberIds = members.map((member) => ids.people[member]!);
    // One team asks for more than the others.
    const reachRule = slug === 'payments' ? twoWays : null;
    const team = {
      slug,
      name,
      description,
      memberIds,
      reachRule,
      workingHours: slug === 'payments' ? officeHours : null,
    };
    ids.teams[slug] = (await createTeam(as(story, 'mara'), team)).id;
  }
}

const twoWays = { ways: 2, wakes: true };
const officeHours = {
  ...{ timeZone: 'Europe/Berlin', weekdays: [1, 2, 3, 4], from: '09:00', to: '17:00' },
  also: [{ weekdays: [5], from: '09:00', to: '14:00' }],
};

/** Nobody knows a password here: one enters with the link that the start prints. */
async function acceptInvitation(story: Story, key: PersonKey): Promise<void> {
  const id = story.ids.people[key]!;
  const { name } = people[key];
  await giveAccess(story.tx, (await lockAccess(story.tx, id))!, { name, passwordHash: null });
  await recordEvent(story.tx, actorOf(story, key), 'person.invitationAccepted', id);
}

/** The Monday before the story begins. */
function firstMonday(story: Story): string {
  const begins = Temporal.Instant.fromEpochMilliseconds(daysAgo(story, 100)).toZonedDateTimeISO('UTC').toPlainDate();
  return begins.subtract({ days: begins.dayOfWeek - 1 }).toString();
}

async function makeSchedules(story: Story): Promise<void> {
  const { ids } = story;
  const startsOn = firstMonday(story);
  const weekly = { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 } as const;
  const turns = (keys: readonly PersonKey[]) => keys.map((key) => ids.people[key]!);
  const make = async (
    slug: string,
    name: string,
    team: TeamKey | null,
    definition: ScheduleDefinition,
    about: string,
  ) => {
    const made = await createSchedule(as(story, 'mara'), {
      slug,
      name,
      description: about,
      teamId: team === null ? null : ids.teams[team]!,
      timeZone: 'Europe/Berlin',
      definition,
    });
    ids.schedules[slug] = made.id;
  };
  for (const [slug, { name, members }] of Object.entries(teams) as [TeamKey, (typeof teams)[TeamKey]][]) {
    const layers: ScheduleDefinition['layers'] = [
      { name: 'Week', rotation: weekly, startsOn, participants: turns(members) },
    ];
    if (slug === 'platform') {
      layers.push({
        name: 'Working days',
        rotation: { unit: 'day', every: 1, handoffTime: '08:00' },
        startsOn,
        participants: turns(['oskar', 'hana', 'sofia']),
        restrictions: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
      });
    }
    await make(slug, `${name} on call`, slug, { layers }, 'First line, day and night. Handoff is Monday at nine.');
    const second = [...members.slice(2), ...members.slice(0, 2)];
    await make(
      `${slug}-second`,
      `${name} second line`,
      slug,
      { layers: [{ name: 'Week', rotation: weekly, startsOn, participants: turns(second) }] },
      'Paged when the first line does not respond.',
    );
  }
  await make(
    'commanders',
    'Incident commanders',
    null,
    { layers: [{ name: 'Week', rotation: weekly, startsOn, participants: turns(commanders) }] },
    'Trained commanders from all teams.',
  );
}

async function makePolicies(story: Story): Promise<void> {
  const { ids } = story;
  const make = async (
    slug: string,
    name: string,
    teamId: number | null,
    targets: Target[][],
    catchAll: Target | null,
  ) => {
    const steps = targets.map((step, place) => ({
      delaySeconds: place === 0 ? 300 : 600,
      targets: step,
      ifEmpty: 'skip' as const,
    }));
    const made = await createPolicy(as(story, 'mara'), {
      slug,
      name,
      description: '',
      teamId,
      acknowledgementTimeoutSeconds: null,
      definition: { steps, repeat: 1, catchAll },
    });
    ids.policies[slug] = made.id;
  };
  const person = (key: PersonKey): Target => ({ kind: 'person', id: ids.people[key]! });
  const schedule = (slug: string): Target => ({ kind: 'schedule', id: ids.schedules[slug]! });
  for (const [slug, { name, lead }] of Object.entries(teams)) {
    const targets = [[schedule(slug)], [schedule(`${slug}-second`)], [person(lead)]];
    await make(slug, `${name} escalation`, ids.teams[slug]!, targets, person('mara'));
  }
  await setDefaultPolicy(as(story, 'mara'), ids.policies.platform!);
  await make(
    'commanders',
    'Incident commander needed',
    null,
    [[schedule('commanders')], [person('mara')]],
    person('mara'),
  );
  await make('communications', 'Customer communications', null, [[person('elena')], [person('grace')]], person('mara'));
  await make('executives', 'Executives', null, [[person('dana')], [person('mara')]], person('mara'));
}

type Target = { kind: 'person' | 'schedule' | 'team'; id: number };

async function makeServices(story: Story): Promise<void> {
  for (const [slug, { name, description, team, tier }] of Object.entries(services)) {
    const made = await createService(as(story, 'mara'), {
      slug,
      name,
      description,
      teamId: story.ids.teams[team]!,
      tier,
      escalationPolicyId: story.ids.policies[team]!,
    });
    story.ids.services[slug] = made.id;
  }
}

async function makeSources(story: Story): Promise<void> {
  for (const [slug, { name, type, settings, service, heartbeat }] of Object.entries(sources)) {
    const made = await createSource(as(story, 'mara'), story.keyring, {
      slug,
      name,
      type,
      sender: null,
      settings,
      serviceId: service === null ? null : story.ids.services[service]!,
      pagesNobody: false,
      messageLabels: null,
      heartbeat: heartbeat && { ...heartbeat, schedule: null },
    });
    story.ids.sources[slug] = made.id;
  }
}

async function makeRoutes(story: Story): Promise<void> {
  const { ids } = story;
  const make = async (slug: string, name: string, all: unknown[], outcome: Record<string, unknown>) => {
    const made = await createRoute(as(story, 'mara'), {
      slug,
      name,
      condition: { all: all as never },
      outcome: {
        serviceId: null,
        severity: null,
        groupBy: [],
        suppressReason: null,
        paging: true,
        flapping: null,
        declare: null,
        ...outcome,
      },
      enabled: true,
    });
    ids.routes[slug] = made.id;
  };
  await make('staging', 'Staging is never urgent', [{ label: 'environment', operator: 'equals', value: 'staging' }], {
    suppressReason: 'Staging does not page anyone.',
  });
  for (const [slug, { name }] of Object.entries(services)) {
    await make(
      slug,
      `${name} by label`,
      [{ label: 'service', operator: 'equals', value: slug }],
      // One broken database makes many alerts; people want one call.
      { serviceId: ids.services[slug]!, groupBy: slug === 'orders-db' ? ['cluster'] : [] },
    );
  }
  await make('rest', 'Everything else to Platform', [], { serviceId: ids.services.edge! });
}

/** Holidays and favours, arranged two days before; some lie ahead. */
function planOverrides(story: Story): void {
  const arrange = (schedule: string, who: PersonKey, startsDaysAgo: number, days: number, reason: string) => {
    const startsAt = daysAgo(story, startsDaysAgo, '08:00');
    story.plan(Math.min(startsAt - 2 * day, story.now - 3 * hour), () =>
      createOverride(as(story, who), story.ids.schedules[schedule]!, {
        personId: story.ids.people[who]!,
        startsAt: iso(startsAt),
        endsAt: iso(startsAt + days * day),
        reason,
      }),
    );
  };
  arrange('payments', 'luca', 71, 2, 'Swap: Jonas moves house');
  arrange('storefront', 'yuki', 48, 3, 'Noor is at a conference');
  arrange('platform', 'ben', 33, 1, 'Hana has a dentist appointment');
  arrange('payments', 'amara', 12, 2, 'Priya is on leave');
  arrange('storefront', 'tomas', 4, 1, 'Favour for Idris');
  arrange('platform', 'oskar', -3, 2, 'Sofia is on leave');
  arrange('payments', 'jonas', -6, 1, 'Luca has a wedding to go to');
}
