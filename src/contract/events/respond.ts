import { about, type Created, type Deleted, type Updated } from './event.ts';
import type { CertificateWaiver } from './incidents.ts';

const page = about('page');
const parallelRun = about('parallelRun');
const protocol = about('protocol');
const provider = about('provider');
const escalationPolicy = about('escalationPolicy');
const schedule = about('schedule');
const absence = about('absence');
const calendar = about('calendar');
const coverRequest = about('coverRequest');
const severity = about('severity');
const setting = about('setting');
const tab = about('tab');

type Asked = { target: object; severity: number; incidentId: number | null; branch?: object | null };
type Alerted = { alertIds: number[]; severity?: number; generation: number; branch?: object | null };
type Step = { stepIndex: number; round: number };
type Attempt = {
  notificationId: number;
  /** Null: it went to the chat room `room`. */
  personId: number | null;
  room?: string;
  channel: string;
  attempt: number;
  mayRepeat: boolean;
  reason?: string;
};

type Received = { notificationId: number; personId: number | null; channel: string; reason?: string };

type RotaOverrides = { overrides: { personId: number; startsAt: string; endsAt: string }[] };

export const respondEvents = {
  'parallelRun.started': parallelRun<{ teamId: number | null; askAt: string }>('started {it}'),
  'parallelRun.extended': parallelRun<{ from: string; to: string }>('extended {it}'),
  'parallelRun.ended': parallelRun<{ teamId: number | null; openPageCount: number }>('ended {it}'),

  'page.opened': page<Asked | Alerted>('opened {it}'),
  'page.joined': page<Alerted>('added an alert to {it}'),
  'page.waiting': page<{ generation: number; until: string; because: string }>('held the first step of {it}'),
  'page.advanced': page<{ generation: number; personIds: number[]; problems: object[]; turns?: object[] } & Step>(
    'ran a step of {it}',
  ),
  'page.stepReached': page<{ generation: number; webhooks: { id: number; name: string }[] } & Step>(
    'called outgoing webhooks for {it}',
  ),
  'page.escalated': page<{ because?: string } & Partial<Step>>('escalated {it}'),
  'page.exhausted': page<{ generation: number }>('reached the end of the escalation of {it}'),
  'page.personNotReached': page<{ code: string; personId: number; at: string } & Step>(
    'could not reach a person for {it}',
    'page.person_not_reached',
  ),
  'page.restarted': page<{ because: string }>('restarted {it}'),
  'page.partlyAcknowledged': page<{ personId: number; waitingFor: number[] }>('acknowledged their part of {it}'),
  'page.acknowledged': page('acknowledged {it}'),
  'page.reopened': page<{ reason?: string }>('reopened {it}'),
  'page.snoozed': page<{ until: string }>('snoozed {it}'),
  'page.unsnoozed': page('cancelled the snooze of {it}'),
  'page.reassigned': page<{ target: object; branch?: object | null }>('reassigned {it}'),
  'page.declined': page<{ personId: number }>('could not take {it}'),
  'page.responderAdded': page<{ target: object; pageId: number; acknowledgesTogether: boolean }>(
    'added a responder to {it}',
  ),
  'page.feedbackGiven': page<{ before: string | null; after: string | null }>('said whether {it} needed a person'),
  'page.merged': page<{ into: number }>('merged {it} into another page'),
  'page.unmerged': page<{ from: number }>('took back the merge of {it}'),
  'page.resolved': page('resolved {it}'),
  'notification.sent': page<Attempt>('sent a notification for {it}'),
  'notification.delayed': page<Attempt>('delayed a notification for {it}'),
  'notification.failed': page<Attempt>('failed to send a notification for {it}'),
  'notification.delivered': page<Received>('delivered a notification for {it}'),
  'notification.updated': page<{ notificationId: number; state: string }>('changed a sent notification for {it}'),
  'tab.messageWaiting': tab<{ messageId: number }>('left a message for {it}'),

  'protocol.created': protocol<Created>('added {it}'),
  'protocol.updated': protocol<Updated>('changed {it}'),
  'protocol.reset': protocol<Deleted>('reset {it} to how it came'),
  'protocol.archived': protocol<{ key: string }>('archived {it}'),
  'protocol.restored': protocol<{ key: string }>('restored {it}'),

  'provider.created': provider<Created>('added {it}'),
  'provider.updated': provider<Updated>('changed {it}'),
  'provider.deleted': provider<Deleted>('removed {it}'),
  'provider.ordered': provider<{ before: number[]; after: number[] }>('changed the order of the providers'),

  'escalationPolicy.created': escalationPolicy<Created>('created {it}', 'escalation_policy.created'),
  'escalationPolicy.updated': escalationPolicy<Updated>('updated {it}', 'escalation_policy.updated'),
  'escalationPolicy.deleted': escalationPolicy<Deleted>('deleted {it}', 'escalation_policy.deleted'),
  'setting.updated': setting<{ name: 'defaultEscalationPolicy'; before: number | null; after: number | null }>(
    'changed the default escalation policy',
  ),
  'payRates.updated': setting<Updated>('changed the rates of on-call pay'),
  'oncallHours.updated': setting<Updated>('changed what counts as day, evening and night on call'),
  'testPageSettings.updated': setting<Updated>('changed the reminders of test pages'),
  'retention.updated': setting<Updated>('changed how long data is kept'),
  'severityMatrix.updated': severity<Updated>('changed the severity matrix'),

  'schedule.created': schedule<Created>('created {it}'),
  'schedule.updated': schedule<Updated>('updated {it}'),
  'schedule.deleted': schedule<Deleted>('deleted {it}'),
  'schedule.feedKeyRotated': schedule('replaced the calendar link of {it}', 'schedule.feed_key_rotated'),
  'override.created': schedule<Created>('created an override of {it}'),
  'override.updated': schedule<Updated>('changed an override of {it}'),
  'override.deleted': schedule<Deleted>('deleted an override of {it}'),
  'rota.applied': schedule<{ rotaId: number; after: RotaOverrides }>('applied a rota to {it}'),
  'rota.removed': schedule<{ rotaId: number; before: RotaOverrides }>('removed a rota of {it}'),
  'schedule.certificateWaived': schedule<CertificateWaiver>('put somebody on call on {it} without the certificate'),
  'handoffNote.written': schedule<{ noteId: number }>('left a handoff note on {it}'),
  'handoffNote.takenBack': schedule<{ noteId: number }>('took back a handoff note on {it}'),
  'handoffNote.read': schedule<{ noteId: number }>('read a handoff note on {it}'),
  'shadow.added': schedule<Created>('added a shadow to {it}'),
  'shadow.removed': schedule<Deleted>('removed a shadow of {it}'),
  'userGroup.added': schedule<Created>('added a user group that follows {it}'),
  'userGroup.failed': schedule<{ groupId: string; problem: string }>(
    'could not set a user group to who is on call on {it}',
  ),
  'userGroup.removed': schedule<Deleted>('removed a user group that followed {it}'),
  'userGroup.set': schedule<{ groupId: string; personIds: number[] }>('set a user group to who is on call on {it}'),
  'coverRequest.created': coverRequest<Created>('sent {it}'),
  'coverRequest.accepted': coverRequest<{ overrideId: number }>('accepted {it}'),
  'coverRequest.declined': coverRequest('declined {it}'),
  'coverRequest.withdrawn': coverRequest('withdrew {it}'),
  'absence.created': absence<Created>('entered {it}'),
  'absence.deleted': absence<Deleted>('removed {it}'),
  'calendar.created': calendar<Created>('added {it}'),
  'calendar.read': calendar<{ added: number; removed: number }>('read {it}'),
  'calendar.failed': calendar<{ problem: string }>('could not read {it}'),
  'calendar.deleted': calendar<Deleted>('removed {it}'),
  'calendar.restored': calendar<Created>('restored {it}'),
};
