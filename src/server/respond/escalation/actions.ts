import { type FieldError, problem } from '../../../contract/errors.ts';
import type {
  EscalationDefinition,
  EscalationLadder,
  EscalationTarget,
} from '../../../contract/respond/escalation-definition.ts';
import type { EscalationPolicyInput } from '../../../contract/respond/escalation-policies.ts';
import {
  targetsOf as everyTarget,
  laddersOf,
  targetKey,
  webhooksOf,
} from '../../../domain/respond/escalation/definition.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { faultsOfRooms } from './chat-rooms.ts';
import * as store from './store.ts';
import { faultsOfWebhooks, loadCalledWebhooks, policiesCalling } from './webhooks.ts';

/** The policy with the names of its targets, or `not_found`. */
export async function getPolicy(ctx: { db: Queryable }, id: number) {
  const policy = await store.loadPolicy(ctx.db, id);
  if (!policy) throw problem('not_found', `No escalation policy has the id ${id}.`);
  const targets = targetsOf(policy.definition);
  const nameOf = await store.loadTargetNames(ctx.db, targets);
  return { ...policy, targets: named(targets, nameOf) };
}

/** A page of policies with the names of their targets. */
export async function listPolicies(ctx: Context, query: Parameters<typeof store.listPolicies>[1]) {
  const { items, nextCursor } = await store.listPolicies(ctx.db, query);
  const nameOf = await store.loadTargetNames(
    ctx.db,
    items.flatMap(({ definition }) => targetsOf(definition)),
  );
  return {
    items: items.map((policy) => ({ ...policy, targets: named(targetsOf(policy.definition), nameOf) })),
    nextCursor,
  };
}

const mostDescribed = 500;

/** What the policies do, in words: whom each step notifies and when; the first 500 by name. */
export async function describePolicies(db: Queryable) {
  const policies = await store.listDescribed(db, mostDescribed);
  const nameOf = await store.loadTargetNames(
    db,
    policies.flatMap(({ definition }) => everyTarget(definition)),
  );
  const webhooks = await loadCalledWebhooks(
    db,
    policies.flatMap(({ definition }) => webhooksOf(definition)),
  );
  return policies.map(({ name, description, definition }) => ({
    name,
    description,
    repeat: definition.repeat,
    steps: laddersOf(definition).flatMap(({ steps, branch }) =>
      steps.map((step) => ({
        afterSeconds: step.delaySeconds,
        asks: [
          ...step.targets.map((target) => ({ name: nameOf(target) ?? 'deleted', kind: target.kind as string })),
          ...(step.chatRooms ?? []).map(({ name }) => ({ name, kind: 'chat room' })),
          ...(step.webhooks ?? []).map((id) => ({ name: webhooks.get(id)?.name ?? 'deleted', kind: 'webhook' })),
        ].map(({ name, kind }) => `${name} (${kind}${branch ? `, ${branch.name}` : ''})`),
      })),
    ),
  }));
}

/** @throws Problem `conflict` while policies call the outgoing webhook, with their names */
export async function refuseCalledWebhook(db: Queryable, webhookId: number): Promise<void> {
  const policies = await policiesCalling(db, webhookId);
  if (policies.length === 0) return;
  const call = policies.length === 1 ? 'An escalation policy calls' : 'Escalation policies call';
  throw problem('conflict', `${call} it: ${policies.join(', ')}. Disable it, or take it out of those first.`);
}

/** Creates a policy; `invalid_input` names each target or team that does not exist. */
export async function createPolicy(ctx: Context, input: EscalationPolicyInput) {
  return transaction(ctx.db, async (tx) => {
    await refuseUnknown(tx, input.definition, input.teamId);
    const id = await store.insertPolicy(tx, input);
    await recordEvent(tx, ctx.actor, 'escalationPolicy.created', id, { after: input });
    return getPolicy({ db: tx }, id);
  });
}

/** Replaces the policy; `version_mismatch` when somebody changed it since `ifMatch`. Running pages keep their copy. */
export async function updatePolicy(ctx: Context, id: number, input: EscalationPolicyInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.loadPolicy(tx, id);
    if (!before) throw problem('not_found', `No escalation policy has the id ${id}.`);
    await refuseUnknown(tx, input.definition, input.teamId);
    if (!(await store.updatePolicy(tx, id, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'escalationPolicy', id);
    }
    await recordEvent(tx, ctx.actor, 'escalationPolicy.updated', id, { before, after: input });
    return getPolicy({ db: tx }, id);
  });
}

/** Deletes the policy; `conflict` while a service or the installation uses it. */
export async function deletePolicy(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await store.loadPolicy(tx, id);
    if (!before) throw problem('not_found', `No escalation policy has the id ${id}.`);
    const services = await store.servicesUsing(tx, id);
    if (services.length > 0) throw problem('conflict', `Services use it: ${services.join(', ')}.`);
    if (await store.isOfInstallation(tx, id)) {
      throw problem('conflict', 'It is the default escalation policy, or the severity matrix uses it.');
    }
    await store.deletePolicy(tx, id);
    await recordEvent(tx, ctx.actor, 'escalationPolicy.deleted', id, { before });
  });
}

/** Refuses targets (and a team) that do not exist, and chat rooms that cannot be posted to, each at its place. Deactivated people may stand in a policy. */
export async function refuseUnknown(
  db: Queryable,
  definition: EscalationDefinition,
  teamId: number | null = null,
): Promise<void> {
  const owner: EscalationTarget[] = teamId === null ? [] : [{ kind: 'team', id: teamId }];
  const { workingHoursTeamId } = definition;
  const hoursOf: EscalationTarget | null =
    workingHoursTeamId === undefined ? null : { kind: 'team', id: workingHoursTeamId };
  const others = hoursOf === null ? owner : [...owner, hoursOf];
  const nameOf = await store.loadTargetNames(db, [...targetsOf(definition), ...others]);
  const errors: FieldError[] = [];
  const check = (target: EscalationTarget, path: string) => {
    if (nameOf(target) === null) errors.push({ path, message: `No ${target.kind} has the id ${target.id}.` });
  };
  for (const target of owner) check(target, 'body.teamId');
  const checkLadder = ({ steps, catchAll }: EscalationLadder, path: string) => {
    steps.forEach(({ targets }, step) => {
      targets.forEach((target, index) => {
        check(target, `${path}.steps.${step}.targets.${index}`);
      });
    });
    if (catchAll) check(catchAll, `${path}.catchAll`);
  };
  checkLadder(definition, 'body.definition');
  if (hoursOf !== null) check(hoursOf, 'body.definition.workingHoursTeamId');
  definition.branches?.forEach((branch, index) => {
    checkLadder(branch, `body.definition.branches.${index}`);
  });
  errors.push(...(await faultsOfRooms(db, definition)), ...(await faultsOfWebhooks(db, definition)));
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors.slice(0, 20));
}

/** Everything a definition refers to, each once, in the order of the steps. */
function targetsOf(definition: EscalationDefinition): EscalationTarget[] {
  return [...new Map(everyTarget(definition).map((target) => [targetKey(target), target])).values()];
}

function named(targets: readonly EscalationTarget[], nameOf: (target: EscalationTarget) => string | null) {
  return targets.map((target) => ({ ...target, name: nameOf(target) }));
}
