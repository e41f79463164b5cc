import { about, type Updated } from './event.ts';

const incident = about('incident');

/** What is told on the timeline too, with the id of what stands there. */
export type Told<Data extends object = object> = Data & { timelineEventId: number };
type Moved = Told<{ from: string; to: string; reason: string }>;
type Role = { role: string; personId: number };
/** Somebody went on without a certificate: why, and in words. */
export type CertificateWaiver = {
  ground: string;
  reason: string;
  courseKey: string | null;
  personIds: number[];
  text: string;
};
type Timer = Told<{ timer: string }>;
type Task = Told<{ taskId: number }>;
type RunbookStep = Told<{ runId: number; runbookId: number; stepId: string }>;

export const incidentEvents = {
  'incident.declared': incident<Told<{ severity: number; kind: string; alertIds: number[] }>>('declared {it}'),
  'incident.updated': incident<Updated>('updated {it}'),
  'incident.joined': incident('joined {it}'),
  'incident.triaged': incident<Moved>('moved {it} to triage'),
  'incident.activated': incident<Moved>('marked {it} as active'),
  'incident.stabilised': incident<Moved>('marked {it} as stable'),
  'incident.resolved': incident<Moved>('resolved {it}'),
  'incident.closed': incident<Moved>('closed {it}'),
  'incident.reopened': incident<Moved>('reopened {it}'),
  'incident.severityChanged':
    incident<Told<{ from: number; to: number; reason: string }>>('changed the severity of {it}'),
  'incident.servicesChanged': incident<Told<{ before: number[]; after: number[] }>>('changed the services of {it}'),
  'incident.instantCorrected':
    incident<Told<{ name: string; from: unknown; to: unknown; reason: string }>>('corrected a time of {it}'),
  'incident.creditsEntered': incident<Updated>('entered credits of {it}'),
  'incident.instantsKnown': incident<{ alertedAt: Date | null; acknowledgedAt: Date | null }>(
    'derived times of {it} from its pages',
  ),
  'incident.alertsLinked': incident<Told<{ alertIds: number[] }>>('linked alerts to {it}'),
  'incident.alertUnlinked': incident<Told<{ alertId: number }>>('unlinked an alert from {it}'),
  'incident.peoplePaged': incident<Told<{ pageId: number; target: object }>>('paged people for {it}'),
  'incident.callFailed': incident<Told<{ policyId?: number }>>('could not page people for {it}'),
  'incident.commanderMissing': incident<{ policyId: number | null }>('found no commander for {it}'),
  'incident.handoverDue': incident<Timer>('reminded the commander of {it} of a handover'),
  'incident.updateDue': incident<Timer>('reminded people that {it} needs an update'),
  'incident.roleTaken': incident<Told<Role & { fromPersonId: number | null }>>('took a role in {it}'),
  'incident.roleHandedOver': incident<Told<Role & { fromPersonId: number | null }>>('handed over a role in {it}'),
  'incident.roleRenounced': incident<Told<Role>>('stepped down from a role in {it}'),
  'incident.roleOffered': incident<Told<Role & { fromPersonId: number }>>('offered a role in {it}'),
  'incident.roleDeclined': incident<Told<Role>>('declined a role in {it}'),
  'incident.roleOfferWithdrawn': incident<Told<Role>>('withdrew the offer of a role in {it}'),
  'incident.certificateWaived': incident<Told<CertificateWaiver>>('let somebody command {it} without the certificate'),
  'incident.commandRefused': incident<Told<{ personId: number }>>(
    'did not take command of {it} without the certificate',
  ),
  'incident.checklistTicked': incident<Told<{ itemId: string }>>('ticked an item of the checklist of {it}'),
  'incident.checklistUnticked': incident<Told<{ itemId: string }>>('unticked an item of the checklist of {it}'),
  'incident.protocolChanged': incident<Told<{ from: string; to: string }>>('changed the protocol of {it}'),
  'incident.taskAdded': incident<Task>('added a task to {it}'),
  'incident.taskAssigned': incident<Task>('assigned a task of {it}'),
  'incident.taskChanged': incident<Task>('changed a task of {it}'),
  'incident.taskDeleted': incident<Task>('deleted a task of {it}'),
  'incident.taskDone': incident<Task>('finished a task of {it}'),
  'incident.taskReopened': incident<Task>('reopened a task of {it}'),
  'incident.noteAdded': incident<Told>('wrote a note in {it}'),
  'incident.timelineEdited': incident<Told<Updated>>('edited the timeline of {it}'),
  'incident.updatePosted':
    incident<Told<{ updateId: number; audience: string; status: string }>>('posted an update in {it}'),
  'incident.runbookOpened':
    incident<Told<{ runId: number; runbookId: number; runbookVersion: number }>>('opened a runbook in {it}'),
  'incident.runbookStepTicked': incident<RunbookStep>('ticked a step of a runbook in {it}'),
  'incident.runbookStepUnticked': incident<RunbookStep>('unticked a step of a runbook in {it}'),
  'incident.injectTold': incident<Told<{ drillId: number; position: number }>>('announced an inject in {it}'),
  'incident.postmortemDrafted': incident<Told>('started the postmortem of {it}'),
  'incident.postmortemCompleted': incident<Told>('completed the postmortem of {it}'),
  'incident.postmortemReopened': incident<Told>('reopened the postmortem of {it}'),
  'incident.recurrenceConfirmed': incident<Told<{ earlierIncidentId: number }>>('confirmed that {it} is a recurrence'),
  'incident.recurrenceDismissed': incident<Told<{ earlierIncidentId: number }>>('ruled out that {it} is a recurrence'),
};
