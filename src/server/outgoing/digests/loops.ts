/**
 * Digests that are due are put together, each once whichever node does it, and sent by the outbox of respond. The row
 * that goes out and the next due moment are one transaction.
 */
import type { Logger } from 'pino';
import type { SprintTimeline } from '../../../domain/measure/sprint-timeline.ts';
import { lateText } from '../../../domain/outgoing/digests/digest-text.ts';
import type { ContactChannels } from '../../directory/contact-methods/channels.ts';
import { settingsContext } from '../../directory/contact-methods/reachability.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Transports } from '../../respond/channels/channel.ts';
import { startOutbox } from '../../respond/outbox/outbox.ts';
import type { ThreadOptions } from '../threads/loops.ts';
import { compose } from './actions.ts';
import { dueAfter, loadSprints } from './due.ts';
import { composeIssue } from './message.ts';
import * as store from './store.ts';

export type DigestOptions = {
  db: Database;
  log: Logger;
  keyring: Keyring;
  channels: ContactChannels;
  /** With a mail connection apart from the one that pages. */
  transports: Transports;
  deliver: ThreadOptions['deliver'];
  publicUrl: () => string;
};

const restMinutes = 15;
const sprintsEveryMs = 60_000;

/** The second of them is woken when something was queued by hand. */
export function startDigests(options: DigestOptions): [Loop, Loop] {
  const { db, log, keyring, transports, publicUrl, channels, deliver } = options;
  const sending = startOutbox({
    ...{ name: 'digests: send', table: 'digest_issues', db, log, transports, freshHours: 24 },
    async compose(claimed) {
      const found = await store.loadIssues(
        db,
        claimed.map(({ id }) => id),
      );
      const byId = new Map(found.map((issue) => [issue.id, issue]));
      const openSettings = (id: number, sealed: string) =>
        JSON.parse(keyring.open(sealed, settingsContext(id)).reveal()) as Record<string, unknown>;
      const ports = { channels, deliver, openSettings, publicUrl: publicUrl() };
      return claimed.map((row) => {
        const issue = byId.get(row.id);
        return issue ? composeIssue(row, issue, ports) : { ...row, because: 'the digest was deleted' };
      });
    },
  });
  let lookedAt = performance.now() - sprintsEveryMs;
  const composing = startLoop({
    name: 'digests: compose',
    pauseMs: 5_000,
    log,
    async work() {
      if (performance.now() - lookedAt >= sprintsEveryMs) {
        await transaction(db, followSprints);
        lookedAt = performance.now();
      }
      const done = await composeNext(db, log);
      if (done) sending.wake();
      return done;
    },
  });
  return [composing, sending];
}

/** One that cannot be put together rests and keeps none of the others from going out. */
async function composeNext(db: Database, log: Logger): Promise<boolean> {
  let claimed: store.DigestRow | null = null;
  try {
    await transaction(db, async (tx) => {
      claimed = await store.claimDue(tx);
      if (claimed) await issue(tx, claimed);
    });
  } catch (error) {
    if (claimed === null) throw error;
    const { id } = claimed as store.DigestRow;
    log.error({ err: error, digest: id }, 'a digest could not be put together');
    await store.restDigest(db, id, restMinutes);
  }
  return claimed !== null;
}

/** Queues what is due. After a long downtime only the latest of several goes out, and says that it is late. */
export async function issue(tx: Transaction, digest: store.DigestRow): Promise<void> {
  const now = await readNow(tx);
  const sprintTeamId = digest.sprintTeam?.id ?? null;
  const sprints = await loadSprints(tx, { ...digest, sprintTeamId });
  const following = dueAfter(digest, sprints, digest.dueAt.getTime());
  const common = { digestId: digest.id, personId: digest.person.id, wantedAt: digest.dueAt };
  if (dueAfter(digest, sprints, digest.dueAt.getTime() - 1) > digest.dueAt) {
    // Its sprint was moved a moment ago, and did not end today.
    return store.setDue(tx, digest.id, following);
  }
  if (following <= now) {
    const skippedBecause = 'Evenkeel was not running, and the next one was due as well';
    await store.insertIssue(tx, { ...common, subject: '', sections: [], skippedBecause });
  } else {
    const readerId = digest.chatRoom ? null : digest.person.id;
    const about = { ...digest, teamId: digest.team?.id ?? null, sprintTeamId, readerId };
    const { subject, sections } = await compose(tx, about, digest.dueAt.getTime(), now);
    const late = lateText(digest.dueAt.getTime(), now.getTime(), digest.timeZone);
    const told = late === null ? sections : [{ title: '', lines: [late] }, ...sections];
    await store.insertIssue(tx, { ...common, subject, sections: told, skippedBecause: null });
  }
  await store.setDue(tx, digest.id, following);
}

/** A sprint calendar may have changed since their next moment was written down. */
export async function followSprints(tx: Transaction): Promise<void> {
  const now = (await readNow(tx)).getTime();
  const known = new Map<number | null, SprintTimeline>();
  for (const digest of await store.listOfSprints(tx)) {
    const sprintTeamId = digest.sprintTeam?.id ?? null;
    const sprints = known.get(sprintTeamId) ?? (await loadSprints(tx, { rhythm: 'sprint', sprintTeamId }));
    known.set(sprintTeamId, sprints);
    const due = dueAfter(digest, sprints, now);
    if (due.getTime() !== digest.dueAt.getTime()) await store.setDue(tx, digest.id, due);
  }
}
