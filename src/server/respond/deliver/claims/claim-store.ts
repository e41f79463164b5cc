/** The outbox: notifications are claimed with a lease and a fencing token. */

import { randomUUID } from 'node:crypto';
import type { ChatRoom } from '../../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../../contract/severity.ts';
import {
  preparedRows,
  type Queryable,
  row,
  rows,
  type Transaction,
  withCommit,
} from '../../../platform/db/database.ts';
import { judgeSql, leaseSeconds, takeSql } from './claim-sql.ts';

export type Claimed = {
  id: number;
  pageKey: string;
  pageId: number;
  generation: number;
  round: number;
  stepIndex: number;
  ruleIndex: number;
  /** Null: it goes to a chat room. */
  personId: number | null;
  contactMethodId: number | null;
  channel: string;
  attempts: number;
  mayRepeat: boolean;
  leaseToken: string;
  createdAt: Date;
  /** The notification that leads the message it is sent with; its own id when it goes alone. */
  leadId: number;
  /** Why it must not be sent to this person or method; null when it may. */
  refusal: 'person_disabled' | 'method_unusable' | 'too_many_claims' | null;
  /** The provider that the contact method names. */
  providerId: number | null;
  /** Sealed settings of the contact method. */
  settings: string | null;
  /** The address of the account, where the message goes there and not to a contact method. */
  accountAddress: string | null;
  chatRoom: ChatRoom | null;
  /** Or of the chat room. */
  personName: string;
  /** The address of the account, for when the contact method's own cannot be opened. */
  personEmail: string;
  timeZone: string;
  title: string;
  message: string;
  severity: number;
  urgency: Urgency;
  isTest: boolean;
  openedAt: Date;
  alertCount: number;
  stepCount: number;
  serviceName: string | null;
  serviceDescription: string | null;
  /** By name, at most six. */
  alsoNotified: string[];
  /** Of the service, by title. */
  runbooks: { id: number; title: string }[];
  policyName: string | null;
  /** The first five, most severe first. */
  alerts: {
    title: string;
    severity: number;
    description: string;
    labels: Record<string, string>;
    /** Those that its source names for messages. */
    messageLabels: string[] | null;
    links: { href: string; text: string }[];
  }[];
  /** How often its alerts have opened since they were last quiet; the one that did most. Null: they do not flap. */
  flapping: { openings: number; since: string } | null;
  /** Whom the step asks that comes next, in words, and when; null when none comes. */
  nextWho: string | null;
  nextAt: Date | null;
  nextInSeconds: number | null;
  /** Since it was due, and since the page's first alert (null for pages without alerts), at the claim. */
  waitedSeconds: number;
  sinceAlertSeconds: number | null;
};

export type ClaimRequest = {
  nodeId: number;
  /** Free places for each channel. */
  free: { channel: string; places: number }[];
  /** Free places for each contact method that this node is sending to already. */
  busy: { contactMethodId: number; places: number }[];
  placesPerMethod: number;
  /** What this node is sending: never claimed by itself, however late its lease is. */
  inFlight: number[];
  /** Channels of people and rooms: after a message, what follows within so many seconds goes out as one. */
  bundles: { channel: string; seconds: number }[];
};

/**
 * Claims what is due, most severe and newest first, and what a dead node has left (`mayRepeat`). What is no longer
 * wanted, because its page was answered or has moved on, becomes void here and is not returned; what is about to be,
 * because senders have ended every alert of its page, waits; so does what comes soon after another message to the same
 * contact method or chat room, unless it is the first of SEV1 or SEV2 there.
 *
 * Two statements, and the order is what keeps an acknowledgement: the first locks the notifications, the second, which
 * sees everything that was committed until then, judges them. Whoever ends a page locks its notifications before the
 * commit: either they wait for this claim, or it sees what they did.
 * @returns those that are sent together next to each other, the one that leads them first
 */
export async function claimNotifications(tx: Transaction, request: ClaimRequest): Promise<Claimed[]> {
  const leaseToken = randomUUID();
  const taking = preparedRows(tx, 'take-notifications', takeSql, [
    request.nodeId,
    request.free.map((each) => each.channel),
    request.free.map((each) => each.places),
    request.busy.map((each) => each.contactMethodId),
    request.busy.map((each) => each.places),
    request.placesPerMethod,
    request.inFlight,
    leaseToken,
    request.bundles.map((each) => each.channel),
  ]);
  withCommit(tx, taking);
  return preparedRows<Claimed>(tx, 'judge-notifications', judgeSql, [
    leaseToken,
    request.nodeId,
    request.bundles.map((each) => each.channel),
    request.bundles.map((each) => each.seconds),
  ]);
}

export type Lease = { id: number; leaseToken: string };

/** Keeps the leases that are still ours; returns their ids. */
export async function renewLeases(db: Queryable, leases: Lease[]): Promise<number[]> {
  const kept = await rows<{ id: number }>(
    db,
    `with ours as (
       select n.id from notifications n join unnest($1::bigint[], $2::uuid[]) as l (id, token) on n.id = l.id
       where n.lease_token = l.token and n.state = 'sending' order by n.id for update of n)
     update notifications n set lease_until = evenkeel.now() + interval '${leaseSeconds} seconds'
     from ours where n.id = ours.id returning n.id`,
    [leases.map((lease) => lease.id), leases.map((lease) => lease.leaseToken)],
  );
  return kept.map(({ id }) => id);
}

/** Gives a claim back unused; false when it is somebody else's by now. */
export async function abandonClaim(db: Queryable, lease: Lease, detail: string): Promise<boolean> {
  const given = await row(
    db,
    `with given as (
       update notifications set state = 'pending', lease_until = null, lease_token = null
       where id = $1 and lease_token = $2 and state = 'sending' returning id, attempts),
     told as (
       update notification_attempts a set finished_at = evenkeel.now(), outcome = 'abandoned', detail = $3
       from given g where a.notification_id = g.id and a.attempt = g.attempts)
     select id from given`,
    [lease.id, lease.leaseToken, detail],
  );
  return given !== null;
}

/** Which of these claims are still ours and would be made again; for what could not be sent at once. */
export async function stillWanted(db: Queryable, leases: Lease[]): Promise<Set<number>> {
  const wanted = await rows<{ id: number }>(
    db,
    `select n.id from unnest($1::bigint[], $2::uuid[]) as l (id, token)
     join notifications n on n.id = l.id and n.lease_token = l.token and n.state = 'sending'
     join pages p on p.id = n.page_id and p.state = 'open' and p.generation = n.generation
     left join people pe on pe.id = n.person_id
     left join contact_methods m on m.id = n.contact_method_id
     where n.chat_room is not null or pe.disabled_at is null and (n.to_account or m.disabled_at is null and m.verified_at is not null)`,
    [leases.map(({ id }) => id), leases.map(({ leaseToken }) => leaseToken)],
  );
  return new Set(wanted.map(({ id }) => id));
}

/** Whether a claim would find something; cheap enough to ask many times a second. */
export async function hasDueNotifications(db: Queryable): Promise<boolean> {
  const [found] = await preparedRows<{ due: boolean }>(
    db,
    'has-due-notifications',
    `select exists (select from notifications where state = 'pending' and due_at <= evenkeel.now())
       or exists (select from notifications where state = 'sending' and lease_until < evenkeel.now()) as due`,
  );
  return found!.due;
}
