import { z } from 'zod';
import {
  endpoint,
  id,
  idParams,
  instant,
  instantInput,
  line,
  listOf,
  nameQuery,
  noContent,
  slug,
  text,
} from '../endpoint.ts';
import { urgencies } from '../severity.ts';
import { whose } from '../whose.ts';
import { escalationTarget, scheduleParts, storedEscalationDefinition } from './escalation-definition.ts';

const namedTarget = escalationTarget(id).extend({
  who: z.enum(scheduleParts).optional(),
  name: z.string().nullable().describe('Null when the target is gone'),
});

const acknowledgementTimeout = z
  .int()
  .min(300)
  .max(604_800)
  .describe('A page that is acknowledged and not resolved for so long reopens and pages from its first step');

export const escalationPolicy = z
  .object({
    id,
    slug,
    name: z.string(),
    description: z.string(),
    teamId: id.nullable(),
    definition: storedEscalationDefinition,
    acknowledgementTimeoutSeconds: acknowledgementTimeout.nullable(),
    targets: z.array(namedTarget).describe('Everything the definition refers to, with its name'),
    version: z.number().int(),
    createdAt: instant,
  })
  .meta({ id: 'EscalationPolicy', description: 'Who is notified, in which order, after how long.' });
export type EscalationPolicy = z.output<typeof escalationPolicy>;

export const policyWarning = z
  .object({
    code: z.enum([
      'step_empty',
      'step_only_rooms',
      'step_only_webhooks',
      'webhook_unavailable',
      'room_unavailable',
      'person_unreachable',
      'rule_unreachable',
      'single_person',
      'no_catch_all',
      'catch_all_empty',
      'team_without_hours',
    ]),
    message: z.string(),
    stepIndex: z.number().int().nullable().describe('Counted from 0; null when it is about the whole policy'),
    personId: id.nullable(),
    branch: z.string().nullable().describe('The branch whose steps are meant; null for the steps of the policy itself'),
  })
  .meta({ id: 'PolicyWarning', description: 'A warning: why the policy may fail to reach somebody.' });
export type PolicyWarning = z.output<typeof policyWarning>;

export const escalationPolicyInput = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  teamId: id.nullable().default(null),
  definition: storedEscalationDefinition,
  acknowledgementTimeoutSeconds: acknowledgementTimeout.nullable().default(null),
});
export type EscalationPolicyInput = z.output<typeof escalationPolicyInput>;

const checkedPolicy = escalationPolicy
  .extend({ warnings: z.array(policyWarning) })
  .meta({ id: 'CheckedEscalationPolicy', description: 'An escalation policy with its warnings.' });

const stepPlace = { stepIndex: z.number().int(), round: z.number().int() };

export const ladderPreview = z
  .object({
    urgency: z.enum(urgencies),
    severity: z.number().int(),
    branch: z
      .object({ name: z.string().nullable(), because: z.string() })
      .nullable()
      .describe('The branch that the page would follow; without a name none matches. Null: the policy has none'),
    waits: z
      .object({ until: instant, because: z.enum(['working_hours', 'first_page_delay']) })
      .nullable()
      .describe('Nobody is notified until then'),
    moments: z.array(
      z.object({
        at: instant,
        notifications: z.array(
          z.object({
            ...stepPlace,
            personId: id,
            personName: z.string(),
            channel: z.string(),
            delaySeconds: z.number().int().describe('After `at`, by the personal rules'),
            problem: z
              .string()
              .nullable()
              .describe('Why it would not arrive as things stand; null when nothing is known'),
          }),
        ),
        posts: z.array(z.object({ ...stepPlace, room: z.string(), channel: z.string() })).describe('Chat rooms told'),
        calls: z.array(z.object({ ...stepPlace, webhook: z.string() })).describe('Outgoing webhooks called'),
        turns: z
          .array(
            z.object({ personId: id, personName: z.string(), ofCount: z.number().int(), stepIndex: z.number().int() }),
          )
          .describe('Whose turn it is in a round-robin step, of how many who can be reached'),
        unreachable: z.array(z.object({ personId: id, personName: z.string() })),
        emptyTargets: z.array(z.object({ ...stepPlace, target: namedTarget })),
        exhausted: z.boolean().describe('The escalation ends here'),
      }),
    ),
    truncated: z.boolean().describe('There is more than is shown'),
  })
  .meta({ id: 'LadderPreview', description: 'Who would be notified when, if nobody acknowledged.' });
export type LadderPreview = z.output<typeof ladderPreview>;

const previewOptions = {
  at: instantInput.optional().describe('When the page would begin; now when left out'),
  urgency: z.enum(urgencies).default('high'),
  severity: z.coerce.number().int().min(1).max(5).optional().describe('2 for high and 4 for low urgency when left out'),
};

export const listEscalationPolicies = endpoint({
  name: 'listEscalationPolicies',
  method: 'GET',
  path: '/api/v1/escalation-policies',
  permission: 'oncall.read',
  summary: 'List escalation policies by name',
  tag: 'escalation policies',
  query: nameQuery.extend({
    teamId: id.optional(),
    personId: id.optional().describe('Somebody whom it notifies by name or as a member of a team'),
  }),
  output: listOf(escalationPolicy),
});

export const getEscalationPolicy = endpoint({
  name: 'getEscalationPolicy',
  method: 'GET',
  path: '/api/v1/escalation-policies/:id',
  permission: 'oncall.read',
  summary: 'Read one escalation policy with its warnings',
  tag: 'escalation policies',
  params: idParams,
  output: checkedPolicy,
});

export const createEscalationPolicy = endpoint({
  name: 'createEscalationPolicy',
  method: 'POST',
  path: '/api/v1/escalation-policies',
  permission: 'oncall.manage',
  teams: [whose('team', 'body.teamId')],
  summary: 'Create an escalation policy',
  tag: 'escalation policies',
  body: escalationPolicyInput,
  output: checkedPolicy,
  status: 201,
});

export const updateEscalationPolicy = endpoint({
  name: 'updateEscalationPolicy',
  method: 'PUT',
  path: '/api/v1/escalation-policies/:id',
  permission: 'oncall.manage',
  teams: [whose('escalationPolicy'), whose('team', 'body.teamId')],
  summary: 'Replace an escalation policy; open pages keep the one they started with',
  tag: 'escalation policies',
  params: idParams,
  body: escalationPolicyInput,
  output: checkedPolicy,
});

export const deleteEscalationPolicy = endpoint({
  name: 'deleteEscalationPolicy',
  method: 'DELETE',
  path: '/api/v1/escalation-policies/:id',
  permission: 'oncall.manage',
  teams: [whose('escalationPolicy')],
  summary: 'Delete an escalation policy that no service uses',
  tag: 'escalation policies',
  params: idParams,
  output: noContent,
  status: 204,
});

export const previewEscalationPolicy = endpoint({
  name: 'previewEscalationPolicy',
  method: 'GET',
  path: '/api/v1/escalation-policies/:id/preview',
  permission: 'oncall.read',
  summary: 'Who would be notified when, if a page started and nobody acknowledged',
  tag: 'escalation policies',
  params: idParams,
  query: z.strictObject(previewOptions),
  output: ladderPreview,
});

export const previewEscalationDefinition = endpoint({
  name: 'previewEscalationDefinition',
  method: 'POST',
  path: '/api/v1/escalation-policies/preview',
  permission: 'oncall.read',
  summary: 'The preview and the warnings of a definition that is not saved',
  tag: 'escalation policies',
  body: z.strictObject({ ...previewOptions, definition: storedEscalationDefinition }),
  output: z.object({ preview: ladderPreview, warnings: z.array(policyWarning) }),
});

export const listCallableWebhooks = endpoint({
  name: 'listCallableWebhooks',
  method: 'GET',
  path: '/api/v1/callable-webhooks',
  permission: 'oncall.read',
  summary: 'List the outgoing webhooks that a step of an escalation policy can call',
  tag: 'escalation policies',
  output: z.object({ items: z.array(z.object({ id, name: z.string(), isDisabled: z.boolean() })) }),
});

const defaultPolicy = z
  .object({ policy: z.object({ id, name: z.string() }).nullable(), version: z.number().int() })
  .meta({
    id: 'DefaultEscalationPolicy',
    description: 'Used for alerts whose service has no escalation policy, or that have no service.',
  });

export const readDefaultEscalationPolicy = endpoint({
  name: 'readDefaultEscalationPolicy',
  method: 'GET',
  path: '/api/v1/default-escalation-policy',
  permission: 'oncall.read',
  summary: 'Read the default escalation policy',
  tag: 'escalation policies',
  output: defaultPolicy,
});

export const updateDefaultEscalationPolicy = endpoint({
  name: 'updateDefaultEscalationPolicy',
  method: 'PUT',
  path: '/api/v1/default-escalation-policy',
  permission: 'oncall.manage',
  teams: 'organisation',
  summary: 'Choose the default escalation policy, or none; send If-Match to guard against lost edits',
  tag: 'escalation policies',
  body: z.strictObject({ policyId: id.nullable() }),
  output: defaultPolicy,
});
