/** What events mean to people: whom each concerns, in words. Who did it themselves is not told. */
import type { CertificateWaiver } from '../../../contract/events/incidents.ts';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { type RoleKey, roles } from '../../../domain/respond/incidents/roles.ts';
import { singleLine } from '../../../domain/text.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readMinutes } from '../../program/reviews/actions.ts';
import { listInParallelRun } from '../../respond/parallel-runs/actions.ts';
import { shadowsOfNotified } from '../../respond/schedules/shadows/shadows.ts';
import type { LoggedEvent } from '../event-log.ts';
import type { Notice } from './queue.ts';
import { changedShifts } from './shift-changes.ts';
import * as store from './store.ts';

export type ReadPorts = {
  /** Whether a message of this channel is changed when its page is over. */
  isChangedLater: (channel: string) => boolean;
  nowMs: number;
  /** Without anybody who shadows, a storm of pages costs no query each. */
  hasShadows: boolean;
  /** What earlier events of the same reading gave, which waits nowhere yet. */
  gathered: readonly Notice[];
};

type Reader = (tx: Queryable, event: LoggedEvent, ports: ReadPorts) => Promise<Notice[]>;

/** The notices of these events; kinds that concern nobody give none. */
export async function noticesOf(tx: Queryable, event: LoggedEvent, ports: ReadPorts): Promise<Notice[]> {
  const read = Object.hasOwn(readers, event.kind) ? readers[event.kind]! : null;
  const found = read ? await read(tx, event, ports) : [];
  return found.filter(({ personId }) => personId !== event.actor.personId);
}

const by = ({ actor }: LoggedEvent) => singleLine(actor.name ?? 'Somebody', 100);

const readers: Record<string, Reader> = {
  'page.advanced': shadowed,
  'page.acknowledged': (tx, event, ports) => pageEnded(tx, event, ports, `${by(event)} acknowledged`),
  'page.resolved': (tx, event, ports) => pageEnded(tx, event, ports, 'Resolved'),
  'page.reassigned': (tx, event, ports) => pageEnded(tx, event, ports, `${by(event)} reassigned`),
  'page.reopened': (tx, event, ports) =>
    event.actor.kind === 'system' ? Promise.resolve([]) : pageEnded(tx, event, ports, `${by(event)} unacknowledged`),
  'incident.roleTaken': roleGiven,
  'incident.roleHandedOver': roleGiven,
  'incident.roleOffered': roleGiven,
  'incident.taskAdded': taskGiven,
  'incident.taskAssigned': taskGiven,
  'actionItem.created': actionItemGiven,
  'actionItem.updated': actionItemGiven,
  'decision.created': decisionGiven,
  'decision.updated': decisionGiven,
  'review.minutesSent': minutesSent,
  'postmortem.updated': reviewRequested,
  'postmortem.moved': reviewRequested,
  'override.created': shiftChanged,
  'override.deleted': shiftChanged,
  'rota.applied': shiftChanged,
  'rota.removed': shiftChanged,
  'schedule.updated': shiftChanged,
  'outgoingWebhook.disabled': webhookDisabled,
  'signIn.emergency': emergencySignIn,
  'incident.certificateWaived': certificateWaived,
  'schedule.certificateWaived': certificateWaived,
  'pilot.letterDecided': sponsorDecided,
};

/** To those whom a message has reached that stays as it was sent; others see it changed where it stands. */
async function pageEnded(tx: Queryable, event: LoggedEvent, ports: ReadPorts, what: string): Promise<Notice[]> {
  const pageId = event.subjectId!;
  const page = await store.loadPage(tx, pageId);
  if (!page || page.kind === 'test') return [];
  // They were told when somebody acknowledged it.
  if (event.kind === 'page.resolved' && page.wasAcknowledged) return [];
  const asked = await store.loadAsked(tx, pageId, event.kind === 'page.reassigned');
  const isTold = ({ channels, hasReference }: store.Asked) =>
    channels.some((channel, at) => hasReference[at] && ports.isChangedLater(channel));
  const askedIds = new Set(asked.map(({ personId }) => personId));
  const shadowIds = (await toldShadows(tx, pageId, ports)).filter((personId) => !askedIds.has(personId));
  const common = { title: `${what}: ${singleLine(page.title, 200)}`, path: `/pages/${pageId}` };
  const isAgain = event.kind === 'page.reopened';
  const text = isAgain ? 'The page notifies again.' : 'You need not do anything.';
  return [
    ...asked
      .filter((each) => !isTold(each))
      .map(({ personId }) => ({
        ...{ personId, kind: 'pageEnded' as const, key: `page ${pageId} ${event.id}`, ...common },
        text,
      })),
    ...shadowIds.map((personId) => ({
      ...{ personId, kind: 'shadowedPage' as const, key: `shadow page ${pageId} ${event.id}`, ...common },
      text: isAgain ? 'The page you heard of as a shadow notifies again.' : 'You heard of this page as a shadow.',
    })),
  ];
}

/** Who has heard of the page as a shadow. */
async function toldShadows(tx: Queryable, pageId: number, { hasShadows, gathered }: ReadPorts): Promise<number[]> {
  if (!hasShadows) return [];
  const path = `/pages/${pageId}`;
  const now = gathered.filter((notice) => notice.kind === 'shadowedPage' && notice.path === path);
  return [...new Set([...(await store.listToldShadows(tx, path)), ...now.map(({ personId }) => personId)])];
}

/** To those who shadow somebody whom this step of the page has notified: once, whatever the steps and rounds. */
async function shadowed(tx: Queryable, event: LoggedEvent, { nowMs, hasShadows }: ReadPorts): Promise<Notice[]> {
  if (!hasShadows) return [];
  const pageId = event.subjectId!;
  const { personIds, generation } = event.data as { personIds: number[]; generation: number };
  const told = await shadowsOfNotified(tx, pageId, personIds, nowMs);
  const page = told.length > 0 ? await store.loadPage(tx, pageId) : null;
  if (!page || (await listInParallelRun(tx, [pageId])).has(pageId)) return [];
  return told.map(({ personId, scheduleName, shadowedName }) => ({
    ...{ personId, kind: 'shadowedPage' as const, key: `shadow ${pageId} ${generation}`, path: `/pages/${pageId}` },
    title: `You are shadowing ${singleLine(shadowedName, 100)}: ${singleLine(page.title, 200)}`,
    text: `${singleLine(shadowedName, 100)} was paged on ${singleLine(scheduleName, 100)}. You need not do anything. To take it yourself, open the page and acknowledge it.`,
  }));
}

/** To whoever asked for the decision. */
async function sponsorDecided(_tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const { question, option, words, askedById } = event.data as {
    question: string;
    option: string;
    words: string;
    askedById: number | null;
  };
  if (askedById === null) return [];
  const said = words === '' ? '' : `\nIn their words: ${words.slice(0, 2_000)}`;
  return [
    {
      ...{ personId: askedById, kind: 'sponsorDecided', key: `letter decided ${event.id}` },
      path: `/program/pilots/${event.subjectId}/letters`,
      title: `${by(event)} decided: ${singleLine(option, 120)}`,
      text: `You asked: ${question}${said}`,
    },
  ];
}

async function roleGiven(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const incidentId = event.subjectId!;
  const { role, personId } = event.data as { role: RoleKey; personId: number };
  const name = roles.find(({ key }) => key === role)?.name ?? role;
  const title = await store.loadName(tx, 'incident', incidentId);
  const isOffer = event.kind === 'incident.roleOffered';
  return [
    {
      ...{ personId, kind: 'roleGiven', key: `role ${event.id}`, path: `/incidents/${incidentId}` },
      title: `${by(event)} ${isOffer ? 'offers you a role' : 'gave you a role'} in ${incidentKey(incidentId)}: ${name}`,
      text: singleLine(title ?? '', 200),
    },
  ];
}

async function taskGiven(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const { taskId } = event.data as { taskId: number };
  const personId = await store.loadTaskOwner(tx, taskId);
  const task = await store.loadName(tx, 'task', taskId);
  if (personId === null || task === null) return [];
  return [
    {
      ...{ personId, kind: 'taskGiven', key: `task ${taskId} ${event.id}`, path: `/incidents/${event.subjectId}` },
      title: `${by(event)} gave you a task in ${incidentKey(event.subjectId!)}`,
      text: singleLine(task, 300),
    },
  ];
}

async function actionItemGiven(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const { before, after } = event.data as { before?: { ownerId: number | null }; after: { ownerId?: number | null } };
  const personId = after.ownerId;
  if (personId == null || personId === before?.ownerId) return [];
  const item = await store.loadName(tx, 'actionItem', event.subjectId!);
  return [
    {
      ...{
        personId,
        kind: 'actionItemGiven',
        key: `action item ${event.subjectId} ${event.id}`,
        path: '/action-items',
      },
      title: `${by(event)} made you the owner of an action item`,
      text: singleLine(item ?? '', 300),
    },
  ];
}

async function decisionGiven(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const { reviewId, before, after } = event.data as {
    reviewId: number;
    before?: { ownerId: number | null };
    after: { ownerId?: number | null };
  };
  const personId = after.ownerId;
  if (personId == null || personId === before?.ownerId) return [];
  const decision = await store.loadName(tx, 'decision', event.subjectId!);
  if (decision === null) return [];
  return [
    {
      ...{ personId, kind: 'decisionGiven', key: `decision ${event.subjectId} ${event.id}` },
      title: `${by(event)} made you the owner of a decision of a quarterly review`,
      ...{ text: singleLine(decision, 300), path: `/program/reviews/${reviewId}` },
    },
  ];
}

async function minutesSent(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const minutes = await readMinutes(tx, event.subjectId!);
  if (!minutes) return [];
  const { personIds } = event.data as { personIds: number[] };
  return personIds.map((personId) => ({
    ...{ personId, kind: 'reviewMinutes', key: `minutes ${event.id}`, path: `/program/reviews/${event.subjectId}` },
    ...{ title: `Minutes of the quarterly review ${minutes.key}`, text: minutes.text },
  }));
}

/** Those who were added while the text is in review, or all when it comes into review. */
async function reviewRequested(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const incidentId = event.subjectId!;
  const { before, after, to } = event.data as {
    before?: { reviewerIds?: number[] };
    after?: { reviewerIds?: number[] };
    to?: string;
  };
  const waiting = await store.listReviewers(tx, incidentId);
  const added = after?.reviewerIds?.filter((id) => !before?.reviewerIds?.includes(id)) ?? [];
  const concerned = to === 'in_review' ? waiting : waiting.filter((id) => added.includes(id));
  const title = await store.loadName(tx, 'incident', incidentId);
  return concerned.map((personId) => ({
    ...{ personId, kind: 'reviewRequested', key: `review ${incidentId} ${event.id}` },
    title: `${by(event)} asks you to review the postmortem of ${incidentKey(incidentId)}`,
    ...{ text: singleLine(title ?? '', 200), path: `/incidents/${incidentId}/postmortem` },
  }));
}

type Shifts = { definition?: ScheduleDefinition; timeZone?: string };
type Override = { personId: number; startsAt: string; endsAt: string };

async function shiftChanged(tx: Queryable, event: LoggedEvent, { nowMs }: ReadPorts): Promise<Notice[]> {
  const scheduleId = event.subjectId!;
  const name = await store.loadName(tx, 'schedule', scheduleId);
  if (name === null) return [];
  const { before, after } = event.data as { before?: Shifts & Override; after?: Shifts & Override };
  const changed = await changedShifts(tx, scheduleId, event.kind, { before, after }, nowMs);
  return changed.map(({ personId, lines }) => ({
    ...{ personId, kind: 'shiftChanged', key: `shift change ${event.id}`, path: `/oncall/schedules/${scheduleId}` },
    title: `${by(event)} changed your shifts on ${singleLine(name, 100)}`,
    text: lines.join('\n'),
  }));
}

async function webhookDisabled(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const name = (await store.loadName(tx, 'outgoingWebhook', event.subjectId!)) ?? 'that was deleted since';
  const { reason } = event.data as { reason: string };
  return (await store.listAdmins(tx)).map((personId) => ({
    ...{ personId, kind: 'webhookDisabled', key: `webhook ${event.id}` },
    title: `Evenkeel disabled the outgoing webhook ${singleLine(name, 100)}`,
    text: `${singleLine(reason, 300)}. Nothing is sent to it until you enable it; events are held meanwhile.`,
    path: `/settings/outgoing-webhooks/${event.subjectId}`,
  }));
}

/** To the other administrators: it is meant for when the provider is away, and is misuse at any other time. */
async function emergencySignIn(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const { by: means, network, device } = event.data as { by: string; network: string; device: string };
  return (await store.listAdmins(tx)).map((personId) => ({
    ...{ personId, kind: 'emergencySignIn', key: `emergency ${event.id}` },
    title: `${by(event)} signed in without single sign-on`,
    text: `With ${singleLine(means, 100)}, from ${singleLine(network, 100)}, ${singleLine(device, 200) || 'an unknown device'}. If nobody knows why, end their sessions and change their password.`,
    path: `/people/${event.actor.personId}`,
  }));
}

/** To administrators: who went on without a certificate that is required, and why. */
async function certificateWaived(tx: Queryable, event: LoggedEvent): Promise<Notice[]> {
  const { text } = event.data as CertificateWaiver;
  const isCommand = event.subjectKind === 'incident';
  const place = isCommand ? ` in ${incidentKey(event.subjectId!)}` : '';
  return (await store.listAdmins(tx)).map((personId) => ({
    ...{ personId, kind: 'certificateWaived', key: `waiver ${event.id}` },
    title: `${by(event)} went on without a required certificate${place}`,
    text: singleLine(text, 800),
    path: isCommand ? `/incidents/${event.subjectId}` : `/oncall/schedules/${event.subjectId}`,
  }));
}
