/**
 * Does what a sender asks for about its own alert, as a person would, or says why not: to the sender, and in the timeline
 * of the alert. A page that is about alerts of others too is not theirs to change.
 */
import { Problem, problem } from '../../../contract/errors.ts';
import type { Urgency } from '../../../contract/severity.ts';
import type { GivenName, SenderRequest } from '../../../domain/detect/signal.ts';
import {
  type ClaimedRequest,
  claimSenderRequest,
  finishSenderRequest,
  loadAlertResponse,
} from '../../detect/alerts/response-store.ts';
import { loadReachability } from '../../directory/contact-methods/reachability.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { isFaultOfRows } from '../../platform/db/row-faults.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { addResponders, escalatePage, reassignPage } from '../pages/actions.ts';
import { snoozeAlert } from '../pages/alert-actions.ts';
import { lockWithPages } from '../pages/ending/end.ts';
import * as store from './store.ts';

/** False when nothing waits. */
export async function carryOutNext(db: Database): Promise<boolean> {
  return transaction(db, async (tx) => {
    const claimed = await claimSenderRequest(tx);
    if (!claimed) return false;
    const actor = { kind: 'source', sourceId: claimed.sourceId, name: claimed.sourceName } as const;
    try {
      const words = await transaction(tx, (inner) => carryOut({ db: inner, actor }, inner, claimed));
      await finishSenderRequest(tx, claimed.id, 'done', sentence(words));
      await recordEvent(tx, actor, 'alert.senderRequestDone', claimed.alertId, { words });
    } catch (error) {
      if (!(error instanceof Problem) && !isFaultOfRows(error)) throw error;
      const reason = error instanceof Problem ? wordsOf(error) : 'Something went wrong here';
      await finishSenderRequest(tx, claimed.id, 'refused', reason);
      await recordEvent(tx, actor, 'alert.senderRequestRefused', claimed.alertId, { reason });
    }
    return true;
  });
}

/** What was done, as the end of a sentence. @throws Problem `invalid_input`, `state_conflict` */
async function carryOut(ctx: Context, tx: Transaction, { alertId, sourceId, request }: ClaimedRequest) {
  const page = (await lockWithPages(tx, [alertId])).find(({ responderOf }) => responderOf === null) ?? null;
  if ((await loadAlertResponse(tx, alertId))?.state === 'resolved') throw refusal('the alert is already closed');
  if (page && (await store.holdsOthers(tx, page.id, sourceId)))
    throw refusal('its page is also about alerts of other sources, so somebody who responds has to do it');
  if (request.kind === 'snooze') {
    await snoozeAlert(ctx, alertId, request.until);
    return `snoozed until ${request.until}`;
  }
  if (!page) throw refusal('the alert has no open page: it asks nobody');
  switch (request.kind) {
    case 'escalate':
      return escalate(ctx, tx, page.id, request.policy);
    case 'assign':
      return assign(ctx, tx, page, request.person);
    case 'add':
      return add(ctx, tx, page, request);
  }
}

/** Another policy than that of the page is asked beside it: nobody who is asked already is asked less. */
async function escalate(ctx: Context, tx: Transaction, pageId: number, given: GivenName): Promise<string> {
  const policy = await store.findPolicy(tx, given);
  const { policyId } = await store.loadHolder(tx, pageId);
  if (policy && policy.id !== policyId) {
    const target = { kind: 'policy', id: policy.id } as const;
    const running = await store.findResponderPage(tx, pageId, target);
    if (running) await escalatePage(ctx, running.id);
    else await addResponders(ctx, pageId, { targets: [target], message: '', acknowledgesTogether: false });
    return running
      ? `the next step of ${policy.name} is notified`
      : `${policy.name} is asked as well, from its first step`;
  }
  await escalatePage(ctx, pageId);
  return policy
    ? `the next step of ${policy.name} is notified`
    : `the next step of the page is notified, as no escalation policy is called ${nameOf(given)}`;
}

type OpenPage = { id: number; urgency: Urgency };

async function assign(ctx: Context, tx: Transaction, page: OpenPage, given: GivenName): Promise<string> {
  const person = await findReachable(tx, page, given);
  const { personId } = await store.loadHolder(tx, page.id);
  if (personId === person.id) return `${person.name} has acknowledged it already, and keeps it`;
  await reassignPage(ctx, page.id, { kind: 'person', id: person.id });
  return `assigned to ${person.name}: from now on its page asks ${person.name} and nobody else`;
}

async function add(
  ctx: Context,
  tx: Transaction,
  page: OpenPage,
  { what, named }: Extract<SenderRequest, { kind: 'add' }>,
): Promise<string> {
  const { name, target } = what === 'person' ? await personTarget(tx, page, named) : await teamTarget(tx, named);
  if (await store.findResponderPage(tx, page.id, target)) return `${name} is asked already`;
  await addResponders(ctx, page.id, { targets: [target], message: '', acknowledgesTogether: false });
  return `${name} is asked as well`;
}

async function personTarget(tx: Transaction, page: OpenPage, named: GivenName) {
  const { id, name } = await findReachable(tx, page, named);
  return { name, target: { kind: 'person' as const, id } };
}

/** A team that was moved in follows the rules that it had, which are the policy of its service. */
async function teamTarget(tx: Transaction, named: GivenName) {
  const team = await store.findTeam(tx, named);
  if (!team) throw refusal(`no team is called ${nameOf(named)}`);
  const target =
    team.policyId === null ? { kind: 'team' as const, id: team.id } : { kind: 'policy' as const, id: team.policyId };
  return { name: team.name, target };
}

async function findReachable(tx: Transaction, { urgency }: OpenPage, given: GivenName): Promise<store.Found> {
  const person = given.name === '' ? null : await store.findPerson(tx, given);
  if (!person) throw refusal(`no person has the e-mail address ${nameOf(given)}`);
  if (person.isDisabled) throw refusal(`${person.name} is deactivated`);
  const reach = await loadReachability(tx, [person.id], urgency);
  if (reach.get(person.id)!.length === 0) throw refusal(`${person.name} has no verified contact method`);
  return person;
}

const nameOf = ({ id, name }: GivenName) => name || id;
const refusal = (reason: string) => problem('state_conflict', reason);

const wordsOf = ({ message, errors }: Problem) => sentence((errors[0]?.message ?? message).replace(/\.$/, ''));
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
