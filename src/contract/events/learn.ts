import { about, type Created, type Deleted, type Updated } from './event.ts';

const runbook = about('runbook');
const postmortem = about('postmortem');
const actionItem = about('actionItem');
const recurrence = about('recurrence');
const contributingFactor = about('contributingFactor');
const incidentImport = about('incidentImport');
const sprintCalendar = about('sprintCalendar');

type Titled = { slug: string; title: string };
type Demand = { form: string; isRequired: boolean; reasons: string[]; dueAt: Date | null };
type Comment = { commentId: number; section: string };
type Judged = { earlierIncidentId: number; before: string | null; note: string };

/** Of resolve, learn and measure. */
export const learnEvents = {
  'runbook.created': runbook<Titled>('created {it}'),
  'runbook.updated': runbook<Titled & { version: number }>('updated {it}'),
  'runbook.deleted': runbook<Titled>('deleted {it}'),
  'runbook.reviewed': runbook<{ verdict: string; note: string }>('reviewed {it}'),

  'postmortem.drafted': postmortem<Demand & { ownerId: number | null }>('started {it}'),
  'postmortem.redrafted': postmortem<{ version: number }>('regenerated the draft of {it}'),
  'postmortem.demandChanged': postmortem<Demand>('changed whether or when {it} is due'),
  'postmortem.written': postmortem<{ version: number; findingCount: number }>('wrote in {it}'),
  'postmortem.updated': postmortem<Updated>('updated {it}'),
  'postmortem.moved': postmortem<{ from: string; to: string; reason: string }>('moved {it} to another state'),
  'postmortem.approved': postmortem<{ version: number }>('approved {it}'),
  'postmortem.joined': postmortem('opened {it}'),
  'postmortem.commented': postmortem<Comment & { threadId: number | null }>('commented on {it}'),
  'postmortem.commentEdited': postmortem<Comment>('edited a comment on {it}'),
  'postmortem.commentResolved': postmortem<Comment>('resolved a comment on {it}'),
  'postmortem.commentReopened': postmortem<Comment>('reopened a comment on {it}'),

  'actionItem.created': actionItem<{ incidentId: number } & Created>('created {it}'),
  'actionItem.updated': actionItem<{ incidentId: number } & Updated>('updated {it}'),

  'recurrence.suggested': recurrence<{ earlierIncidentId: number }>('suggested that {it} is a recurrence'),
  'recurrence.confirmed': recurrence<Judged>('confirmed that {it} is a recurrence'),
  'recurrence.dismissed': recurrence<Judged>('ruled out that {it} is a recurrence'),

  'incidentImport.started': incidentImport<{ source: string; fileName: string }>('started {it}'),
  'incidentImport.added': incidentImport<{ count: number }>('added incidents to {it}'),
  'incidentImport.finished': incidentImport<{ source: string; imported: number; duplicates: number; refused: number }>(
    'finished {it}',
  ),
  'incidentImport.undone': incidentImport<{ removed: number; kept: number }>('undid {it}'),

  'contributingFactors.updated': contributingFactor<Updated>('changed the contributing factors'),
  'sprintCalendar.updated': sprintCalendar<Updated>('changed the sprint calendar'),
  'sprintCalendar.added': sprintCalendar<Created>('added a sprint calendar'),
  'sprintCalendar.removed': sprintCalendar<Deleted>('removed a sprint calendar'),
  'sprintCalendar.restored': sprintCalendar<Created>('restored a sprint calendar'),
};
