import type { AlertPaging } from '../../../contract/coverage.ts';
import { problem } from '../../../contract/errors.ts';
import { type NotPagedReason, notPagedReasons } from '../../../domain/detect/paging.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { singleLine } from '../../../domain/text.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { mendPath, notPagedMends, notPagedWords } from './judge.ts';
import * as store from './store.ts';
import { joined, type Mend, peopleWords } from './words.ts';

/** Who was paged for an alert, and if nobody: the reason and what to do. @throws Problem `not_found` */
export async function readAlertPaging(db: Queryable, id: number): Promise<AlertPaging> {
  const alert = await store.loadAlert(db, id);
  if (!alert) throw problem('not_found', `No alert has the id ${id}.`);
  const pages = await store.listPageFacts(db, 'p.id in (select page_id from page_alerts where alert_id = $1)', [id]);
  const reached = new Map(pages.flatMap((page) => page.reached).map((person) => [person.id, person]));
  if (reached.size > 0) {
    const people = [...reached.values()];
    return answer('people', `${peopleWords(people.map(({ name }) => name))} was paged.`, { people });
  }
  if (pages.some(({ waiting, hasEnded }) => waiting > 0 || !hasEnded)) {
    return answer('waiting', 'The first message is on its way.');
  }
  const [latest] = pages;
  if (latest) {
    const { because, words, mend } = await whyUnreached(db, alert, latest);
    return answer('nobody', `Nobody was paged: ${words}.`, { because, mend });
  }
  if (alert.paging === 'wanted') return answer('waiting', 'It is about to page.');
  const reason = storedReason(alert);
  if (reason !== null) {
    const reasonWords = notPagedWords(reason, { route: alert.routeName, reason: alert.suppressedReason });
    const words = reasonWords.replace('suppresses them', 'suppresses it').replace('shows them', 'shows it');
    return answer('nobody', `Nobody was paged: ${words.replace('their severity', severityLabel(alert.severity))}.`, {
      because: reason,
      mend: { text: notPagedMends[reason], path: mendPath(reason, alert.sourceId) },
    });
  }
  return answer('over', 'It was acknowledged or resolved before anybody was paged.');
}

function storedReason({ notPagedBecause, suppressedReason, state, severity, paging }: store.AlertFact) {
  const stored = notPagedReasons.find((each) => each === notPagedBecause);
  if (stored) return stored;
  if (suppressedReason !== null) return suppressedReason === 'The source is paused.' ? 'paused' : 'suppressed';
  // Decided by a node of an older version, which kept no reason.
  return paging === 'none' && state === 'triggered' && severity === 5 ? ('severity' satisfies NotPagedReason) : null;
}

type Why = { because: string; words: string; mend: Mend };

async function whyUnreached(db: Queryable, alert: store.AlertFact, page: store.PageFact): Promise<Why> {
  const has = (code: string) => page.problems.some((each) => each.code === code);
  const policyPath = page.policyId === null ? '/escalation-policies' : `/escalation-policies/${page.policyId}`;
  if (has('no_policy')) {
    if (alert.serviceId === null) {
      return {
        because: 'no_service',
        words: `its source ${alert.sourceName} has no service, and there is no default escalation policy`,
        mend: { text: `Choose a service for ${alert.sourceName}.`, path: `/sources/${alert.sourceId}` },
      };
    }
    return {
      because: 'no_policy',
      words: `its service ${alert.serviceName} has no escalation policy, and there is no default one`,
      mend: { text: `Give ${alert.serviceName} an escalation policy.`, path: `/services/${alert.serviceId}` },
    };
  }
  if (has('policy_unreadable')) {
    const words = 'its escalation policy cannot be read';
    return { because: 'policy_unreadable', words, mend: { text: 'Save the policy again.', path: policyPath } };
  }
  if (page.failures.length > 0) {
    const words = `every message failed (${page.failures
      .slice(0, 3)
      .map((each) => singleLine(each, 100))
      .join('; ')})`;
    return {
      because: 'delivery_failed',
      words,
      mend: { text: 'Look at the policy and its people.', path: policyPath },
    };
  }
  const unreachable = page.problems.flatMap(({ code, personId }) =>
    code === 'person_unreachable' && personId !== undefined ? [personId] : [],
  );
  const by = page.policyName ?? 'its policy';
  if (unreachable.length > 0) {
    const names = await store.namesOf(db, [...new Set(unreachable)]);
    return {
      because: 'person_unreachable',
      words: `${joined(names)} ${names.length === 1 ? 'has' : 'have'} no verified contact method (${by})`,
      mend: { text: 'Add and verify a contact method.', path: `/people/${unreachable[0]}` },
    };
  }
  return {
    because: 'step_empty',
    words: `${by} had nobody to ask: no one on call, no active member, or everybody disabled`,
    mend: { text: 'Look at the policy.', path: policyPath },
  };
}

function answer(
  outcome: AlertPaging['outcome'],
  sentence: string,
  rest: Partial<Pick<AlertPaging, 'people' | 'because' | 'mend'>> = {},
): AlertPaging {
  return { outcome, people: [], because: null, sentence, mend: null, ...rest };
}
