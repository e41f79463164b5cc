import { problem } from '../../../contract/errors.ts';
import type { AlertPaging } from '../../../contract/respond/coverage.ts';
import { type NotPagedReason, notPagedReasons } from '../../../domain/detect/paging.ts';
import type { WaitReason } from '../../../domain/respond/escalation/start.ts';
import { type PagingOutcome, pagingOutcome, type UnreachedReason } from '../../../domain/respond/paging-outcome.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { joined, singleLine } from '../../../domain/text.ts';
import { utcMinute } from '../../../domain/time/instant.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { notPagedMend, notPagedWords } from './judge.ts';
import * as store from './store.ts';
import { type Mend, peopleWords } from './words.ts';

/** Who was paged for an alert, and if nobody: the reason and what to do. @throws Problem `not_found` */
export async function readAlertPaging(db: Queryable, id: number): Promise<AlertPaging> {
  const alert = await store.loadAlert(db, id);
  if (!alert) throw problem('not_found', `No alert has the id ${id}.`);
  const pages = await store.listPageFacts(db, 'p.id in (select page_id from page_alerts where alert_id = $1)', [id]);
  const joinedIds = new Set(await store.listJoinedPages(db, id));
  const found = pagingOutcome({
    state: alert.state,
    isWanted: alert.paging === 'wanted',
    because: storedReason(alert),
    pages: pages.map(({ id, reached, failures, problems, ...page }) => ({
      ...page,
      isJoined: joinedIds.has(id),
      reached: reached.length,
      failed: failures.length,
      problems: problems.map(({ code }) => code),
    })),
  });
  const people = [...new Map(pages.flatMap((page) => page.reached).map((person) => [person.id, person])).values()];
  const { sentence, mend } = await tell(db, alert, pages, found, people);
  return {
    outcome: found.outcome,
    people,
    pages: pages.map((page) => ({ id: page.id, isJoined: joinedIds.has(page.id) })),
    because: 'because' in found ? apiReason(alert, found.because) : null,
    sentence,
    mend,
  };
}

function storedReason({ notPagedBecause, suppressedReason, state, severity, paging }: store.AlertFact) {
  const stored = notPagedReasons.find((each) => each === notPagedBecause);
  if (stored) return stored;
  if (suppressedReason !== null) return suppressedReason === 'The source is paused.' ? 'paused' : 'suppressed';
  // Decided by a node of an older version, which kept no reason.
  return paging === 'none' && state === 'triggered' && severity === 5 ? ('severity' satisfies NotPagedReason) : null;
}

const apiReason = (alert: store.AlertFact, because: NotPagedReason | UnreachedReason) =>
  because === 'no_policy' && alert.serviceId === null ? 'no_service' : because;

type Telling = { sentence: string; mend: Mend | null };

async function tell(
  db: Queryable,
  alert: store.AlertFact,
  pages: store.PageFact[],
  found: PagingOutcome,
  people: { name: string }[],
): Promise<Telling> {
  const [latest] = pages;
  if (found.outcome === 'people') {
    const names = peopleWords(people.map(({ name }) => name));
    return found.isJoined
      ? { sentence: `It joined page ${latest!.id}, for which ${names} had been paged.`, mend: null }
      : { sentence: `${names} ${people.length === 1 ? 'was' : 'were'} paged.`, mend: null };
  }
  if (found.outcome === 'waiting') {
    const wait = pages.find(({ waits }) => waits !== null)?.waits;
    if (wait) return { sentence: waitSentence(wait), mend: null };
    return { sentence: found.isDecided ? 'The first message is on its way.' : 'It is about to page.', mend: null };
  }
  if (found.outcome === 'over') {
    const ended = found.because === 'resolved' ? 'resolved' : 'acknowledged';
    return { sentence: `Nobody was paged: it was ${ended} before anybody could be.`, mend: null };
  }
  const { words, mend } = isBeforePage(found.because)
    ? whyNotPaged(alert, found.because)
    : await whyUnreached(db, alert, latest!, found.because);
  const rooms = [...new Set(pages.flatMap((page) => page.rooms))];
  const webhooks = [...new Set(pages.flatMap((page) => page.webhooks))];
  const told = rooms.length === 0 ? '' : ` Posted to ${joined(rooms)}, which pages nobody.`;
  const called = webhooks.length === 0 ? '' : ` Called ${joined(webhooks)}, which pages nobody.`;
  return { sentence: `Nobody was paged: ${words}.${told}${called}`, mend };
}

/** Exact times stand on the page. */
function waitSentence({ until, because }: { until: string; because: WaitReason }): string {
  return because === 'working_hours'
    ? `Nobody is paged yet: it waits for working hours, until ${utcMinute(until)}.`
    : `Nobody is paged yet: it has until ${utcMinute(until)} to end by itself.`;
}

const isBeforePage = (because: NotPagedReason | UnreachedReason): because is NotPagedReason =>
  (notPagedReasons as readonly string[]).includes(because);

function whyNotPaged(alert: store.AlertFact, because: NotPagedReason) {
  const words = notPagedWords(because, { route: alert.routeName, reason: alert.suppressedReason })
    .replace('suppresses them', 'suppresses it')
    .replace('shows them', 'shows it')
    .replace('they are snoozed', 'it is snoozed')
    .replace('their severity', severityLabel(alert.severity));
  return { words, mend: notPagedMend(because, alert.sourceId) };
}

async function whyUnreached(db: Queryable, alert: store.AlertFact, page: store.PageFact, because: UnreachedReason) {
  const policyPath = page.policyId === null ? '/escalation-policies' : `/escalation-policies/${page.policyId}`;
  const by = page.policyName ?? 'its policy';
  switch (because) {
    case 'no_policy':
      return alert.serviceId === null
        ? {
            words: `its source ${alert.sourceName} has no service, and there is no default escalation policy`,
            mend: { text: `Choose a service for ${alert.sourceName}.`, path: `/sources/${alert.sourceId}` },
          }
        : {
            words: `its service ${alert.serviceName} has no escalation policy, and there is no default one`,
            mend: { text: `Give ${alert.serviceName} an escalation policy.`, path: `/services/${alert.serviceId}` },
          };
    case 'policy_unreadable':
      return {
        words: 'its escalation policy cannot be read',
        mend: { text: 'Save the policy again.', path: policyPath },
      };
    case 'delivery_failed': {
      const failures = page.failures.slice(0, 3).map((each) => singleLine(each, 100));
      return {
        words: `every message failed (${failures.join('; ')})`,
        mend: { text: 'Check the policy and its people.', path: policyPath },
      };
    }
    case 'person_unreachable': {
      const ids = page.problems.flatMap(({ code, personId }) =>
        code === 'person_unreachable' && personId !== undefined ? [personId] : [],
      );
      const names = await store.namesOf(db, [...new Set(ids)]);
      return {
        words: `${joined(names)} ${names.length === 1 ? 'has' : 'have'} no verified contact method (${by})`,
        mend: { text: 'Add and verify a contact method.', path: `/people/${ids[0]}` },
      };
    }
    case 'step_empty':
      return {
        words: `${by} had nobody to notify: no one on call, no active member, or everybody disabled`,
        mend: { text: 'Check the policy.', path: policyPath },
      };
  }
}
