/** Whether an alert of a service would wake somebody at any time of the coming days, and what to do where it would not. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { problem } from '../../../contract/errors.ts';
import type { ServiceReadiness } from '../../../contract/respond/readiness.ts';
import type { ReadinessGap } from '../../../domain/respond/coverage/policy-readiness.ts';
import { csvCell, joined } from '../../../domain/text.ts';
import type { Database, Queryable } from '../../platform/db/database.ts';
import { findChannel } from '../channels/registry.ts';
import { type Facts, loadFacts, policyIdFor } from '../coverage/facts.ts';
import { mendUnreached, whyUnreached } from '../coverage/words.ts';
import { leadingTo } from './routing.ts';
import * as store from './store.ts';

export const daysAhead = 30;
const staleAfterSeconds = 600;
const shownGaps = 20;
/** Of people in one sentence. */
const mostNamed = 5;
const perWrite = 200;
const mostCsvLines = 100_000;

type Gap = ServiceReadiness['gaps'][number];

const worstFirst = ['nobody', 'does_not_wake', 'catch_all_only'] as const;

/** One service, computed now. @throws Problem `not_found` */
export async function readServiceReadiness(db: Queryable, hasMail: boolean, id: number) {
  const facts = await loadFacts(db, hasMail, daysAhead);
  const service = facts.services.get(id);
  if (!service) throw problem('not_found', `No service has the id ${id}.`);
  const { name, slug } = service;
  return { service: { id, name, slug }, ...judge(facts, id), ...leadingTo(facts.rulebook, id), ...timesOf(facts) };
}

/**
 * Looks at every service again when the last look is ten minutes old. Services that share a policy share the work, and
 * other work gets its turn between two policies. @returns how many services it looked at
 */
export async function refreshReadiness(db: Database, hasMail: boolean): Promise<number> {
  if (!(await store.isStale(db, staleAfterSeconds))) return 0;
  const facts = await loadFacts(db, hasMail, daysAhead);
  const computed: store.Computed[] = [];
  for (const serviceId of facts.services.keys()) {
    await nextTurn();
    computed.push({ serviceId, ...judge(facts, serviceId) });
  }
  for (let from = 0; from < computed.length; from += perWrite)
    await store.storeReadiness(db, computed.slice(from, from + perWrite), timesOf(facts));
  return computed.length;
}

const timesOf = ({ nowMs, untilMs }: Facts) => ({ computedAt: new Date(nowMs), until: new Date(untilMs) });

function judge(facts: Facts, serviceId: number): Pick<store.Computed, 'gaps'> & Pick<ServiceReadiness, 'result'> {
  const policyId = policyIdFor(serviceId, facts);
  if (policyId === null) {
    const text = 'Give the service an escalation policy, or choose a default one.';
    const sentence = 'Nobody would be paged: it has no escalation policy, and there is no default one.';
    return { result: 'nobody', gaps: [whole(facts, sentence, { text, path: `/services/${serviceId}` })] };
  }
  if (facts.policies.get(policyId)?.definition == null) {
    const mend = { text: 'Save the policy again.', path: `/escalation-policies/${policyId}/edit` };
    return { result: 'nobody', gaps: [whole(facts, 'Nobody would be paged: its policy cannot be read.', mend)] };
  }
  const found = facts.gapsOf(policyId);
  const gaps = found.slice(0, shownGaps).map((gap) => told(facts, policyId, gap));
  const result = worstFirst.find((each) => found.some((gap) => gap.problem === each)) ?? 'ready';
  return { result, gaps };
}

function whole({ nowMs, untilMs }: Facts, sentence: string, mend: Gap['mend']): Gap {
  const startsAt = new Date(nowMs).toISOString();
  return { problem: 'nobody', startsAt, endsAt: new Date(untilMs).toISOString(), sentence, mend };
}

function told(facts: Facts, policyId: number, gap: ReadinessGap): Gap {
  const { problem: what, startsAt, endsAt, unreachable } = gap;
  const times = { startsAt: textOf(startsAt.epochMilliseconds), endsAt: textOf(endsAt.epochMilliseconds) };
  if (what === 'does_not_wake') {
    return {
      problem: what,
      ...times,
      sentence: `Nobody would be woken: ${onlyQuiet(unreachable, facts)}.`,
      mend: { text: 'Have them add a phone, or an app that rings.', path: `/people/${unreachable[0]}` },
    };
  }
  const start = what === 'nobody' ? 'Nobody would be paged' : 'Only the catch-all would be paged';
  return {
    problem: what,
    ...times,
    sentence: `${start}: ${whyUnreached(gap, facts)}.`,
    mend: mendUnreached(gap, policyId, facts),
  };
}

/** `Ada and Bo have only e-mail; Kay has only Slack`. */
function onlyQuiet(personIds: number[], { channelsOf, nameOfPerson }: Facts): string {
  const named = personIds.slice(0, mostNamed);
  const byWays = new Map<string, string[]>();
  for (const personId of named) {
    const ways = joined(channelsOf(personId).map((channel) => findChannel(channel)?.noun ?? channel));
    byWays.set(ways, [...(byWays.get(ways) ?? []), nameOfPerson(personId)]);
  }
  const parts = [...byWays].map(
    ([ways, names]) => `${joined(names)} ${names.length === 1 ? 'has' : 'have'} only ${ways}`,
  );
  if (personIds.length > named.length) parts.push(`and ${personIds.length - named.length} more`);
  return parts.join('; ');
}

const textOf = (ms: number) => new Date(ms).toISOString();

/** One line for each gap. */
export async function readinessCsv(db: Queryable): Promise<string> {
  const lines = (await store.listGaps(db, mostCsvLines)).map((gap) => [
    gap.name,
    gap.problem,
    gap.startsAt,
    gap.endsAt,
    gap.sentence,
    gap.mend.text,
    gap.computedAt.toISOString(),
  ]);
  const header = ['service', 'problem', 'starts_at', 'ends_at', 'sentence', 'to_mend', 'computed_at'];
  return [header, ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: string): string {
  const text = csvCell(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
