import { z } from 'zod';
import { emailAddress } from '../../../contract/directory/people.ts';
import { line, slug, text } from '../../../contract/endpoint.ts';
import {
  type ChatRoom,
  chatRoom,
  definitionOf,
  type EscalationDefinition,
  type EscalationTarget,
  firstPageDelay,
  scheduleParts,
} from '../../../contract/respond/escalation-definition.ts';
import { escalationPolicyInput } from '../../../contract/respond/escalation-policies.ts';
import { workingHours } from '../../../contract/working-hours.ts';
import { createPolicy, deletePolicy, updatePolicy } from '../../respond/escalation/actions.ts';
import { defineKind, type Names, type Reference } from '../kind.ts';
import { allPolicies } from '../store.ts';

/** `person: ada@example.org`, `schedule: primary` (also with `who: next`) or `team: operations`. */
const target = z
  .strictObject({
    person: emailAddress.optional(),
    schedule: slug.optional(),
    team: slug.optional(),
    who: z.enum(scheduleParts).optional(),
  })
  .refine(({ who: _, ...given }) => Object.values(given).filter((key) => key !== undefined).length === 1, {
    error: 'Give exactly one person, schedule or team.',
  })
  .refine(({ who, schedule }) => who === undefined || schedule !== undefined, {
    path: ['who'],
    error: 'Only a schedule has somebody who is next.',
  });
type Target = z.output<typeof target>;

const room = chatRoom({ provider: line(80) });
type Room = z.output<typeof room>;

const { shape } = definitionOf(target, room, line(80));

const schema = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  team: slug.nullable().default(null),
  steps: shape.steps,
  repeat: shape.repeat,
  catchAll: shape.catchAll,
  branches: shape.branches.unwrap().default([]),
  workingHours: workingHours.nullable().default(null),
  workingHoursTeam: slug.nullable().default(null),
  waitsForWorkingHours: z.boolean().default(false),
  firstPageDelay: firstPageDelay.nullable().default(null),
  acknowledgementTimeoutSeconds: escalationPolicyInput.shape.acknowledgementTimeoutSeconds,
});
type Policy = z.output<typeof schema>;
type Ladder = Pick<Policy, 'steps' | 'repeat' | 'catchAll'>;

export const escalationPolicies = defineKind<Policy>({
  kind: 'escalationPolicy',
  section: 'escalationPolicies',
  schema,
  keyOf: (policy) => policy.slug,
  references: ({ team, workingHoursTeam, branches, ...ladder }) => [
    ...(team === null ? [] : [{ path: 'team', kind: 'team', key: team }]),
    ...(workingHoursTeam === null ? [] : [{ path: 'workingHoursTeam', kind: 'team', key: workingHoursTeam }]),
    ...referencesOf(ladder),
    ...branches.flatMap((branch, index) => referencesOf(branch, `branches[${index}].`)),
  ],
  list: async (db, names) =>
    (await allPolicies(db)).map(({ id, teamId, definition, ...policy }) => {
      const {
        branches,
        workingHours: hours,
        workingHoursTeamId,
        waitsForWorkingHours,
        firstPageDelay: delay,
        ...ladder
      } = definition as EscalationDefinition;
      const written: Forms<EscalationTarget, Target, ChatRoom, Room, number, string> = {
        target: ({ kind, id: targetId, who }) => ({
          [kind]: names.keyOf(kind, targetId) ?? undefined,
          ...(who && { who }),
        }),
        room: ({ providerId, ...each }) => ({ ...each, provider: names.keyOf('provider', providerId) ?? '' }),
        webhook: (webhookId) => names.keyOf('outgoingWebhook', webhookId) ?? '',
      };
      return {
        id,
        item: {
          ...policy,
          team: teamId === null ? null : names.keyOf('team', teamId),
          ...ladderOf(ladder, written),
          branches: (branches ?? []).map((branch) => ({ ...branch, ...ladderOf(branch, written) })),
          workingHours: hours ?? null,
          workingHoursTeam: workingHoursTeamId === undefined ? null : names.keyOf('team', workingHoursTeamId),
          waitsForWorkingHours: waitsForWorkingHours ?? false,
          firstPageDelay: delay ?? null,
        },
      };
    }),
  create: async (ctx, policy, names) => (await createPolicy(ctx, inputOf(policy, names))).id,
  async update(ctx, current, policy, names) {
    await updatePolicy(ctx, current.id, inputOf(policy, names));
    return undefined;
  },
  remove: deletePolicy,
});

type LadderOf<T, R, W> = {
  steps: (Omit<Ladder['steps'][number], 'targets' | 'chatRooms' | 'webhooks'> & {
    targets: T[];
    chatRooms?: R[] | undefined;
    webhooks?: W[] | undefined;
  })[];
  repeat: number;
  catchAll: T | null;
};

type Forms<From, To, FromRoom, ToRoom, FromWebhook, ToWebhook> = {
  target: (target: From) => To;
  room: (room: FromRoom) => ToRoom;
  webhook: (webhook: FromWebhook) => ToWebhook;
};

/** The same ladder with its targets, chat rooms and webhooks in another form. */
function ladderOf<From, To, FromRoom, ToRoom, FromWebhook, ToWebhook>(
  { steps, repeat, catchAll }: LadderOf<From, FromRoom, FromWebhook>,
  to: Forms<From, To, FromRoom, ToRoom, FromWebhook, ToWebhook>,
): LadderOf<To, ToRoom, ToWebhook> {
  return {
    steps: steps.map(({ chatRooms, webhooks, ...step }) => ({
      ...step,
      targets: step.targets.map(to.target),
      ...(chatRooms && { chatRooms: chatRooms.map(to.room) }),
      ...(webhooks && { webhooks: webhooks.map(to.webhook) }),
    })),
    repeat,
    catchAll: catchAll && to.target(catchAll),
  };
}

function referencesOf({ steps, catchAll }: Pick<Ladder, 'steps' | 'catchAll'>, at = ''): Reference[] {
  return [
    ...steps.flatMap(({ targets, chatRooms = [], webhooks = [] }, step) => [
      ...targets.map((each, index) => referenceOf(each, `${at}steps[${step}].targets[${index}]`)),
      ...chatRooms.map(({ provider: key }, index) => ({
        ...{ path: `${at}steps[${step}].chatRooms[${index}].provider`, kind: 'provider', key },
      })),
      ...webhooks.map((key, index) => ({
        path: `${at}steps[${step}].webhooks[${index}]`,
        kind: 'outgoingWebhook',
        key,
      })),
    ]),
    ...(catchAll === null ? [] : [referenceOf(catchAll, `${at}catchAll`)]),
  ];
}

function referenceOf({ who: _, ...each }: Target, path: string): Reference {
  const [kind, key] = Object.entries(each).find(([, value]) => value !== undefined)!;
  return { path: `${path}.${kind}`, kind, key: key! };
}

function inputOf(
  {
    team,
    branches,
    workingHours: hours,
    workingHoursTeam,
    waitsForWorkingHours,
    firstPageDelay: delay,
    steps,
    repeat,
    catchAll,
    ...policy
  }: Policy,
  names: Names,
) {
  const stored: Forms<Target, EscalationTarget, Room, ChatRoom, string, number> = {
    target(each) {
      const { kind, key } = referenceOf(each, '');
      return {
        kind: kind as EscalationTarget['kind'],
        id: names.idOf(kind, key),
        ...(each.who && { who: each.who }),
      };
    },
    room: ({ provider, ...each }) => ({ ...each, providerId: names.idOf('provider', provider) }),
    webhook: (name) => names.idOf('outgoingWebhook', name),
  };
  return {
    ...policy,
    teamId: team === null ? null : names.idOf('team', team),
    definition: {
      ...ladderOf({ steps, repeat, catchAll }, stored),
      ...(branches.length > 0 && {
        branches: branches.map((branch) => ({ ...branch, ...ladderOf(branch, stored) })),
      }),
      ...(hours && { workingHours: hours }),
      ...(workingHoursTeam !== null && { workingHoursTeamId: names.idOf('team', workingHoursTeam) }),
      ...(waitsForWorkingHours && { waitsForWorkingHours }),
      ...(delay && { firstPageDelay: delay }),
    },
  };
}
