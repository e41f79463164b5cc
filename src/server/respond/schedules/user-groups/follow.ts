/**
 * Keeps user groups of chats at who is on call: looked at every half minute, and set where that has changed, or an hour
 * has passed in which somebody may have changed the group by hand. An empty group is never set, because chats refuse it.
 */
import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { everybodyOnCallAt } from '../../../../domain/respond/schedules/on-call.ts';
import { instantOf } from '../../../../domain/time/instant.ts';
import { system } from '../../../platform/auth/actor.ts';
import { type Database, transaction } from '../../../platform/db/database.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { findChannel, findProviderKind } from '../../channels/registry.ts';
import type { Providers } from '../../providers/hand-over.ts';
import { loadSnapshots } from '../snapshots.ts';
import * as store from './store.ts';

export type FollowOptions = {
  db: Database;
  providers: Providers;
  openSettings: (contactMethodId: number, sealed: string) => unknown;
  log: Logger;
};

const pauseMs = 5_000;
const refusedSeconds = 300;
const emptyProblem =
  'Nobody who is on call has linked an account, and a group cannot be empty: it keeps the members it had.';

export function startFollowingSchedules(options: FollowOptions): Loop {
  const { db, log } = options;
  return startLoop({
    name: 'user groups',
    pauseMs,
    log,
    async work() {
      const due = await store.takeDue(db);
      await Promise.all(due.map((group) => follow(options, group)));
      return due.length > 0;
    },
  });
}

async function follow(options: FollowOptions, group: store.DueGroup): Promise<void> {
  const { db, providers } = options;
  const channel = findProviderKind(group.kind)?.userGroups?.channel;
  const now = await readNowMs(db);
  const snapshot = (await loadSnapshots(db, [group.scheduleId], now, now + 1)).get(group.scheduleId);
  if (channel === undefined || !snapshot) return;
  const onCall = everybodyOnCallAt(snapshot, instantOf(now)).flatMap(({ personId }) => personId ?? []);
  const accounts = await accountsOf(options, onCall, channel, group.providerId);
  const unlinkedIds = onCall.filter((personId) => !accounts.has(personId));
  const members = [...new Set(accounts.values())].sort();
  if (members.length === 0) return end(options, group, { membersHash: null, unlinkedIds, problem: emptyProblem });
  const membersHash = createHash('sha256').update(members.join('\n')).digest();
  const isSame = group.membersHash?.equals(membersHash) === true && group.problem === null;
  if (isSame && !group.isOld) return end(options, group, { membersHash: null, unlinkedIds, problem: null });
  const outcome = await providers.setUserGroup(group.providerId, group.groupId, members);
  if (outcome.outcome === 'sent')
    return end(options, group, { membersHash, unlinkedIds, problem: null }, isSame ? null : [...accounts.keys()]);
  const againInSeconds = outcome.outcome === 'retry' ? Math.max(outcome.afterSeconds, 30) : refusedSeconds;
  const turn = { membersHash: null, unlinkedIds, problem: `${outcome.reason}.`, againInSeconds };
  return end(options, group, { ...turn, problem: turn.problem[0]!.toUpperCase() + turn.problem.slice(1) });
}

/** The account of each person who has linked one. */
async function accountsOf(
  { db, openSettings, log }: FollowOptions,
  personIds: number[],
  channelName: string,
  providerId: number,
): Promise<Map<number, string>> {
  const channel = findChannel(channelName)!;
  const accounts = new Map<number, string>();
  for (const { id, personId, settings } of await store.linkedMethods(db, personIds, channelName, providerId)) {
    if (accounts.has(personId)) continue;
    try {
      const opened = openSettings(id, settings);
      const identity = channel.isRoom(opened) ? undefined : channel.identityOf(opened);
      if (identity !== undefined) accounts.set(personId, identity);
    } catch (error) {
      log.warn({ err: error, contactMethodId: id }, 'an account could not be read for a user group');
    }
  }
  return accounts;
}

/** @param setTo the people who are new in it as a whole; null where its members have not changed */
async function end(
  { db }: FollowOptions,
  group: store.DueGroup,
  turn: Parameters<typeof store.endTurn>[2],
  setTo: number[] | null = null,
): Promise<void> {
  const { id, scheduleId, groupId } = group;
  await transaction(db, async (tx) => {
    if (!(await store.endTurn(tx, id, turn))) return;
    if (setTo) await recordEvent(tx, system, 'userGroup.set', scheduleId, { groupId, personIds: setTo });
    if (turn.problem !== null && turn.problem !== group.problem)
      await recordEvent(tx, system, 'userGroup.failed', scheduleId, { groupId, problem: turn.problem });
  });
}
