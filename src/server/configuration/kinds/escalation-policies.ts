import { z } from 'zod';
import { emailAddress } from '../../../contract/directory/people.ts';
import { line, slug, text } from '../../../contract/endpoint.ts';
import {
  type EscalationDefinition,
  type EscalationTarget,
  LONGEST_STEP_DELAY_SECONDS,
} from '../../../contract/respond/escalation-definition.ts';
import { escalationPolicyInput } from '../../../contract/respond/escalation-policies.ts';
import { createPolicy, deletePolicy, updatePolicy } from '../../respond/escalation/actions.ts';
import { defineKind, type Names, type Reference } from '../kind.ts';
import { allPolicies } from '../store.ts';

/** `person: ada@example.org`, `schedule: primary` or `team: operations`. */
const target = z
  .strictObject({ person: emailAddress.optional(), schedule: slug.optional(), team: slug.optional() })
  .refine((given) => Object.values(given).filter((key) => key !== undefined).length === 1, {
    error: 'Give exactly one person, schedule or team.',
  });
type Target = z.output<typeof target>;

const schema = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  team: slug.nullable().default(null),
  steps: z
    .array(
      z.strictObject({
        delaySeconds: z.int().min(0).max(LONGEST_STEP_DELAY_SECONDS),
        targets: z.array(target).min(1).max(50),
        ifEmpty: z.enum(['skip', 'wait']).default('skip'),
      }),
    )
    .min(1)
    .max(20),
  repeat: z.int().min(0).max(20).default(0),
  catchAll: target.nullable().default(null),
  acknowledgementTimeoutSeconds: escalationPolicyInput.shape.acknowledgementTimeoutSeconds,
});
type Policy = z.output<typeof schema>;

export const escalationPolicies = defineKind<Policy>({
  kind: 'escalationPolicy',
  section: 'escalationPolicies',
  schema,
  keyOf: (policy) => policy.slug,
  references: ({ team, steps, catchAll }) => [
    ...(team === null ? [] : [{ path: 'team', kind: 'team', key: team }]),
    ...steps.flatMap(({ targets }, step) =>
      targets.map((each, index) => referenceOf(each, `steps[${step}].targets[${index}]`)),
    ),
    ...(catchAll === null ? [] : [referenceOf(catchAll, 'catchAll')]),
  ],
  list: async (db, names) =>
    (await allPolicies(db)).map(({ id, teamId, definition, ...policy }) => {
      const { steps, repeat, catchAll } = definition as EscalationDefinition;
      const written = (each: EscalationTarget): Target => ({
        [each.kind]: names.keyOf(each.kind, each.id) ?? undefined,
      });
      return {
        id,
        item: {
          ...policy,
          team: teamId === null ? null : names.keyOf('team', teamId),
          steps: steps.map((step) => ({ ...step, targets: step.targets.map(written) })),
          repeat,
          catchAll: catchAll && written(catchAll),
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

function referenceOf(each: Target, path: string): Reference {
  const [kind, key] = Object.entries(each).find(([, value]) => value !== undefined)!;
  return { path: `${path}.${kind}`, kind, key: key! };
}

function inputOf({ team, steps, repeat, catchAll, ...policy }: Policy, names: Names) {
  const stored = (each: Target): EscalationTarget => {
    const { kind, key } = referenceOf(each, '');
    return { kind: kind as EscalationTarget['kind'], id: names.idOf(kind, key) };
  };
  return {
    ...policy,
    teamId: team === null ? null : names.idOf('team', team),
    definition: {
      steps: steps.map((step) => ({ ...step, targets: step.targets.map(stored) })),
      repeat,
      catchAll: catchAll && stored(catchAll),
    },
  };
}
