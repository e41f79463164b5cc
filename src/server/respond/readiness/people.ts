/** Whether people who can be paged are reached, when that was last shown, and what the rules of their teams ask besides. */
import type { PersonReadiness } from '../../../contract/respond/readiness.ts';
import { missingFor } from '../../../domain/respond/coverage/reach-rule.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import { findChannel } from '../channels/registry.ts';
import { listWays } from '../coverage/store.ts';
import { loadServed } from '../providers/served.ts';
import { readTestPageSettings } from '../test-pages/actions.ts';
import { loadLastTests, type TestPageRow } from '../test-pages/store.ts';
import * as store from './people-store.ts';

export type PeopleFilter = {
  personId?: number | undefined;
  teamId?: number | undefined;
  result?: 'not-ready' | 'unproved' | 'breaks-rule' | undefined;
};

type PersonRow = Omit<PersonReadiness, 'lastTest' | 'lastProof'> & {
  lastTest: TestPageRow | null;
  lastProof: TestPageRow | null;
};

const atOnce = 200;
const dayMs = 86_400_000;

/** By name; looks on until it has found enough. */
export async function listPeopleReadiness(
  db: Queryable,
  hasMail: boolean,
  { result, ...filter }: PeopleFilter,
  limit: number,
  cursor: string | undefined,
) {
  const judge = await createJudge(db, hasMail);
  const found: PersonRow[] = [];
  const [name, id] = decodeCursor(cursor, 2) ?? [null, null];
  let after: store.After = name === null ? null : { name: String(name), id: Number(id) };
  while (found.length <= limit) {
    const people = await store.listPeople(db, filter, after, atOnce);
    found.push(...(await judge(people)).filter((person) => isWanted(person, result)));
    const last = people.at(-1);
    if (!last || people.length < atOnce) break;
    after = { name: last.name, id: last.id };
  }
  return pageOf(found.slice(0, limit + 1), limit, ({ person }) => [person.name, person.id]);
}

/** What is wrong with each person, a sentence each; at most `limit`. */
export async function listBrokenRules(db: Queryable, hasMail: boolean, limit: number): Promise<string[]> {
  const { items } = await listPeopleReadiness(db, hasMail, { result: 'breaks-rule' }, limit, undefined);
  return items.flatMap(({ person, brokenRules }) =>
    brokenRules.map(({ team, missing }) => `${person.name} of ${team.name} needs ${missing.join(' and ')}.`),
  );
}

function isWanted(person: PersonRow, result: PeopleFilter['result']): boolean {
  const isUnproved = person.lastProof === null || person.isProofDue;
  const breaksRule = person.brokenRules.length > 0;
  switch (result) {
    case 'unproved':
      return isUnproved;
    case 'breaks-rule':
      return breaksRule;
    case 'not-ready':
      return isUnproved || breaksRule || person.channels.length === 0;
    default:
      return true;
  }
}

async function createJudge(db: Queryable, hasMail: boolean) {
  const unserved = await loadServed(db, hasMail);
  const { remindAfterDays } = await readTestPageSettings(db);
  const nowMs = await readNowMs(db);
  const isDue = (proof: TestPageRow | null) =>
    remindAfterDays !== null && (!proof || nowMs - proof.acknowledgedAt!.getTime() >= remindAfterDays * dayMs);
  return async (people: store.PersonRow[]): Promise<PersonRow[]> => {
    const ids = people.map(({ id }) => id);
    const tests = await loadLastTests(db, ids);
    const channels = new Map<number, Set<string>>();
    for (const { personId, ...way } of await listWays(db, ids))
      if (!unserved(way)) channels.set(personId, (channels.get(personId) ?? new Set()).add(way.channel));
    return people.map(({ id, name, rules }) => {
      const known = [...(channels.get(id) ?? [])].map((channel) => ({ channel, wakes: canWake(channel) }));
      const { lastTest = null, lastProof = null } = tests.get(id) ?? {};
      return {
        person: { id, name },
        channels: known,
        lastProof,
        lastTest,
        isProofDue: isDue(lastProof),
        brokenRules: rules.flatMap(({ team, rule }) => {
          const missing = missingFor(rule, known);
          return missing.length === 0 ? [] : [{ team, missing }];
        }),
      };
    });
  };
}

const canWake = (channel: string) => (findChannel(channel)?.abilities.wakes ?? 'no') !== 'no';
