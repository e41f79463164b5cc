/** Who does what in an incident. Every taking, handing over and giving up stays in the history. */

import { problem } from '../../../../contract/errors.ts';
import { type RoleKey, roles } from '../../../../domain/respond/incidents/roles.ts';
import { requireEnabledPerson } from '../../../directory/people/actions.ts';
import { type Actor, actorReference, personIdOf } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { onIncident } from '../incident/change.ts';
import { stampInstant } from '../incident/store.ts';
import { tell } from '../timeline/actions.ts';
import * as store from './store.ts';

const roleOf = (key: RoleKey) => roles.find((role) => role.key === key)!;

/**
 * Takes a role or gives it to somebody. A role that only one person can hold passes on only when the caller names the
 * present holder, so of two who take it at once the second one learns who was first. @throws Problem `state_conflict`
 */
export async function takeRole(
  ctx: Context,
  id: number,
  input: { role: RoleKey; personId?: number | undefined; replacesPersonId?: number | undefined },
) {
  const personId = input.personId ?? personIdOf(ctx.actor);
  if (personId === null) {
    throw problem('invalid_input', undefined, [{ path: 'body.personId', message: 'Say who takes the role.' }]);
  }
  return onIncident(ctx, id, (tx) => assignRole(tx, ctx.actor, id, { ...input, personId }));
}

/** As `takeRole`, in the caller's transaction with the incident locked. */
export async function assignRole(
  tx: Queryable,
  actor: Actor,
  id: number,
  input: { role: RoleKey; personId: number; replacesPersonId?: number | undefined },
): Promise<void> {
  const { role, personId, replacesPersonId } = input;
  const { name, single } = roleOf(role);
  const held = await store.listHoldings(tx, id, role);
  if (held.some((holding) => holding.personId === personId)) return;
  const personName = await requireEnabledPerson(tx, personId, 'body.personId');
  const holder = single ? held[0] : held.find((holding) => holding.personId === replacesPersonId);
  if (single && holder && holder.personId !== replacesPersonId) {
    throw problem(
      'state_conflict',
      `${holder.personName} holds this role: ${name}. Offer it, or take it over from them.`,
    );
  }
  if (replacesPersonId !== undefined && !holder) {
    throw problem('state_conflict', `The person you want to relieve no longer holds this role: ${name}.`);
  }
  if (holder) await store.endHolding(tx, holder.id);
  await store.insertHolding(tx, { incidentId: id, role, personId, assignedBy: actorReference(actor) });
  if (role === 'commander') await stampInstant(tx, id, 'commanderAssignedAt');
  await tell(tx, actor, id, {
    event: holder ? 'incident.roleHandedOver' : 'incident.roleTaken',
    kind: 'role',
    text: holder ? `${name}: ${personName} takes over from ${holder.personName}` : `${name}: ${personName}`,
    isKey: role === 'commander',
    data: { role, personId, fromPersonId: holder?.personId ?? null },
  });
}

export async function renounceRole(ctx: Context, id: number, role: RoleKey, personId: number) {
  return onIncident(ctx, id, async (tx) => {
    const holding = (await store.listHoldings(tx, id, role)).find((held) => held.personId === personId);
    if (!holding) throw problem('not_found', 'This person does not hold this role.');
    await store.endHolding(tx, holding.id);
    await tell(tx, ctx.actor, id, {
      event: 'incident.roleRenounced',
      kind: 'role',
      text: `${roleOf(role).name}: ${holding.personName} stepped down`,
      isKey: role === 'commander',
      data: { role, personId },
    });
  });
}

/** Asks somebody to take over; the holder holds the role until they accept. */
export async function offerRole(ctx: Context, id: number, role: RoleKey, personId: number) {
  return onIncident(ctx, id, async (tx) => {
    const holding = await onlyHolding(tx, id, role);
    const personName = await requireEnabledPerson(tx, personId, 'body.personId');
    if (holding.personId === personId) throw problem('state_conflict', `${personName} already holds this role.`);
    await store.setOffer(tx, holding.id, personId);
    await tell(tx, ctx.actor, id, {
      event: 'incident.roleOffered',
      kind: 'role',
      text: `${roleOf(role).name}: offered to ${personName}`,
      data: { role, personId, fromPersonId: holding.personId },
    });
  });
}

/** Takes an offer back, or declines it. Without an offer nothing changes. */
export async function withdrawOffer(ctx: Context, id: number, role: RoleKey) {
  return onIncident(ctx, id, async (tx) => {
    const holding = await onlyHolding(tx, id, role);
    if (holding.offeredToId === null) return;
    await store.setOffer(tx, holding.id, null);
    const isDeclined = holding.offeredToId === personIdOf(ctx.actor);
    await tell(tx, ctx.actor, id, {
      event: isDeclined ? 'incident.roleDeclined' : 'incident.roleOfferWithdrawn',
      kind: 'role',
      text: `${roleOf(role).name}: ${isDeclined ? `${holding.offeredToName} declined` : `offer to ${holding.offeredToName} withdrawn`}`,
      data: { role, personId: holding.offeredToId },
    });
  });
}

/** @throws Problem `state_conflict` when the role is not offered to the caller (any more) */
export async function acceptRole(ctx: Context, id: number, role: RoleKey) {
  const personId = personIdOf(ctx.actor);
  return onIncident(ctx, id, async (tx) => {
    const holding = await onlyHolding(tx, id, role);
    if (personId === null || holding.offeredToId !== personId) {
      throw problem('state_conflict', `This role is not, or no longer, offered to you: ${roleOf(role).name}.`);
    }
    await assignRole(tx, ctx.actor, id, { role, personId, replacesPersonId: holding.personId });
  });
}

async function onlyHolding(tx: Queryable, id: number, role: RoleKey): Promise<store.Holding> {
  const { name, single } = roleOf(role);
  if (!single) throw problem('state_conflict', `Several people can hold this role: ${name}. Just take it.`);
  const [holding] = await store.listHoldings(tx, id, role);
  if (!holding) throw problem('state_conflict', `Nobody holds this role: ${name}. Just take it.`);
  return holding;
}
