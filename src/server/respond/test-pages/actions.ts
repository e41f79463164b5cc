/** Test pages: whether a page reaches somebody, tried by the ways of a real one and kept as the proof. */
import { problem } from '../../../contract/errors.ts';
import type { EscalationTarget, RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { PageInput } from '../../../contract/respond/pages/responses.ts';
import type { SentTestPages, TestPageSettings } from '../../../contract/respond/pages/test-pages.ts';
import { loadReachability } from '../../directory/contact-methods/reachability.ts';
import { actorReference, system } from '../../platform/auth/actor.ts';
import { takeAttempt } from '../../platform/auth/attempts.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { loadTargetFacts, peopleOnTargetAt } from '../escalation/world.ts';
import { resolvePages } from '../pages/ending/end.ts';
import { openPage } from '../pages/opening/open-page.ts';
import { loadPolicy, whyNoTarget } from '../pages/opening/open-page-store.ts';
import { readPolicy } from '../pages/opening/policy-copy.ts';
import * as store from './store.ts';

const title = 'Test page: acknowledge it to show that pages reach you';
const message = 'This is a test: nothing is wrong. Acknowledge it the way you would acknowledge a real page.';
/** The least severe: where a message must choose, what is real comes first. */
const severity = 5;
const mostPeople = 100;
const mostPerHour = 10;

/** Asks once; the page is over before a next step would be due. */
const askOnce = (id: number): RunnableDefinition => ({
  steps: [{ delaySeconds: 86_400, targets: [{ kind: 'person', id }], ifEmpty: 'skip' }],
  repeat: 0,
  catchAll: null,
});

/**
 * Sends a page to each person behind a target. Whoever has no contact method, or has yet to answer an earlier test page,
 * is not paged, and the answer says so. @throws Problem `invalid_input` for a target that is gone or has nobody, `too_many_requests`
 */
export async function sendTestPages(ctx: Context, target: PageInput['target']): Promise<SentTestPages> {
  return transaction(ctx.db, async (tx) => {
    const personIds = await peopleBehind(tx, target);
    if (personIds.length === 0) throw refused('Nobody is behind this now.');
    if (personIds.length > mostPeople) throw refused(`A test page goes to ${mostPeople} people at most.`);
    const people = await store.lockPeople(tx, personIds);
    const reach = await loadReachability(tx, personIds, 'high');
    const sent: number[] = [];
    const notPaged: SentTestPages['notPaged'] = [];
    for (const { isWaiting, ...person } of people) {
      if (isWaiting) notPaged.push({ person, because: 'has not answered the last test page yet' });
      else if (reach.get(person.id)!.length === 0) notPaged.push({ person, because: 'has no verified contact method' });
      else sent.push(await send(tx, ctx, person.id));
    }
    const items = await store.listByIds(tx, sent);
    return { items, notPaged };
  });
}

async function send(tx: Transaction, { actor }: Context, personId: number): Promise<number> {
  await takeAttempt(
    tx,
    [{ purpose: 'test page to person', of: String(personId), most: mostPerHour, windowSeconds: 3_600 }],
    'Too many test pages were sent. Try again in an hour.',
  );
  const id = await openPage(tx, actor, {
    target: { kind: 'person', id: personId },
    definition: askOnce(personId),
    urgency: 'high',
    kind: 'test',
    title,
    message,
    severity,
  });
  await store.insertTestPage(tx, id, personId, actorReference(actor));
  return id;
}

const refused = (text: string) => problem('invalid_input', text, [{ path: 'body.target', message: text }]);

/** For a policy those whom its first step with anybody in it notifies. */
async function peopleBehind(tx: Queryable, target: PageInput['target']): Promise<number[]> {
  const nowMs = await readNowMs(tx);
  if (target.kind !== 'policy') {
    const reason = await whyNoTarget(tx, target.kind, target.id);
    if (reason !== null) throw refused(reason);
    return peopleOf(tx, [target], nowMs);
  }
  const stored = await loadPolicy(tx, target.id);
  const policy = readPolicy(stored?.definition, stored?.plain);
  if (!policy) throw refused('There is no such policy.');
  const ladders = [policy.steps, ...(policy.branches ?? []).map(({ steps }) => steps)];
  for (const { targets } of ladders.flat()) {
    const people = await peopleOf(tx, targets, nowMs);
    if (people.length > 0) return people;
  }
  return policy.catchAll === null ? [] : peopleOf(tx, [policy.catchAll], nowMs);
}

async function peopleOf(tx: Queryable, targets: readonly EscalationTarget[], nowMs: number): Promise<number[]> {
  const facts = await loadTargetFacts(tx, targets, nowMs, nowMs + 1);
  return [...new Set(targets.flatMap((target) => peopleOnTargetAt(facts, target, nowMs)))];
}

/** Ends test pages that were acknowledged, once a slip can no longer be undone, and those that nobody answered. */
export async function endTestPages(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const over = await store.lockOver(tx);
    await resolvePages(tx, system, over);
    return over.length;
  });
}

export async function readTestPageSettings(db: Queryable): Promise<TestPageSettings> {
  const { value, version } = await readSetting(db, settings.testPages);
  return { ...value, version };
}

export async function updateTestPageSettings(
  ctx: Context,
  input: Omit<TestPageSettings, 'version'>,
  ifMatch?: number,
): Promise<TestPageSettings> {
  return transaction(ctx.db, async (tx) => {
    const before = await readTestPageSettings(tx);
    await writeSetting(tx, ctx, settings.testPages, input, ifMatch, { before, after: input });
    return readTestPageSettings(tx);
  });
}
