import type { VerificationRule } from '../detect/source-verification.ts';
import { about, type Created, type Deleted, type Updated } from './event.ts';

const alert = about('alert');
const source = about('source');
const check = about('check');
const lookupTable = about('lookupTable');
const route = about('route');
const maintenanceWindow = about('maintenanceWindow');
const paging = about('paging');

export const detectEvents = {
  'alertRetirement.proposed': source<{ dedupKey: string; ownerId: number | null }>(
    'proposed that an alert of {it} pages no more',
  ),
  'alertRetirement.decided': source<{ dedupKey: string; before: string; after: string }>(
    'decided about an alert of {it} that pages often',
  ),
  'alert.triggered': alert('triggered {it}'),
  'alert.acknowledged': alert('acknowledged {it}'),
  'alert.unacknowledged': alert('unacknowledged {it}'),
  'alert.resolved': alert('resolved {it}'),
  'alert.reopened': alert<{ reason: string }>('reopened {it}'),
  'alert.expired': alert('resolved {it}, because its sender stopped repeating it'),
  'alert.unsuppressed': alert('ended the suppression of {it}'),
  'alert.notPaged': alert<{ because: string; until: string | null; words?: string }>('paged nobody for {it}'),
  'alert.joinedPage': alert<{ pageId: number }>('added {it} to an open page'),
  'alert.merged': alert<{ pageId: number; from: number }>('merged {it} into another page'),
  'alert.unmerged': alert<{ pageId: number; from: number }>('took back the merge of {it}'),
  'alert.split': alert<{ from: number }>('split {it} from its group'),
  'alert.unsplit': alert<{ pageId: number }>('put {it} back into its group'),
  'alert.snoozed': alert<{ until: string; flapping: { words: string; until: string } | null }>('snoozed {it}'),
  'alert.unsnoozed': alert('cancelled the snooze of {it}'),
  'alert.snoozeEnded': alert('ended the snooze of {it}'),
  'alert.updated': alert<{ fields: string[] }>('changed {it}'),
  'alert.noted': alert<{ text: string; user: string | null }>('added a note to {it}'),
  'alert.senderTold': alert<{ action: string; words: string }>('told the sender of {it}'),
  'alert.senderNotTold': alert<{ action: string; reason: string; attempt: number; isLast: boolean }>(
    'could not tell the sender of {it}',
  ),
  'alert.senderRequestDone': alert<{ words: string }>('did what the sender of {it} asked for'),
  'alert.senderRequestRefused': alert<{ reason: string }>('did not do what the sender of {it} asked for'),
  'alert.severityRaised': alert<{ from: number | null; to: number }>('raised the severity of {it}'),

  'source.created': source<Created>('created {it}'),
  'source.updated': source<Updated>('updated {it}'),
  'source.deleted': source<Deleted>('deleted {it}'),
  'source.paused': source('paused {it}'),
  'source.resumed': source('resumed {it}'),
  'source.keyReplaced': source('replaced the key of {it}'),
  'source.keyAdded': source<{ name: string }>('added a key to {it}'),
  'source.keyRemoved': source<{ name: string }>('removed an additional key of {it}'),
  'source.verificationChanged': source<{
    before: VerificationRule;
    after: VerificationRule;
    isSecretReplaced: boolean;
  }>('changed how {it} verifies its sender'),
  'source.subscribed': source<{ topicArn: string }>('confirmed a subscription of Amazon SNS to {it}'),
  'source.mappingUpdated': source<Updated>('changed the mapping of {it}'),
  'source.closeBackUpdated': source<Updated>('changed what the sender of {it} is told'),
  'source.tested': source<{ action: string }>('sent a test alert to {it}'),
  'heartbeat.armed': source('armed the heartbeat of {it}'),
  'heartbeat.late': source('marked the heartbeat of {it} as late'),

  'lookupTable.created': lookupTable<Created>('created {it}'),
  'lookupTable.updated': lookupTable<Updated>('updated {it}'),
  'lookupTable.deleted': lookupTable<Deleted>('deleted {it}'),

  'check.created': check<Created>('created {it}'),
  'check.updated': check<Updated>('updated {it}'),
  'check.deleted': check<Deleted>('deleted {it}'),
  'check.restored': check<Created>('restored {it}'),
  'check.paused': check<{ until: string | null }>('paused {it}'),
  'check.resumed': check('resumed {it}'),
  'check.runRequested': check('asked {it} to run now'),
  'check.failed': check<{ detail: string }>('found that {it} fails'),
  'check.recovered': check<{ detail: string }>('found that {it} passes again'),
  'check.overdue': check('found that {it} does not run'),
  'check.ranAgain': check('found that {it} runs again'),

  'route.created': route<Created>('created {it}'),
  'route.updated': route<Updated>('updated {it}'),
  'route.deleted': route<Deleted>('deleted {it}'),
  'route.ordered': route<{ before: number[]; after: number[] }>('changed the order of the routes'),

  'maintenanceWindow.created': maintenanceWindow<Created>('created {it}'),
  'maintenanceWindow.updated': maintenanceWindow<Updated>('updated {it}'),
  'maintenanceWindow.canceled': maintenanceWindow<Deleted>('cancelled {it}'),

  'paging.silenced': paging<{ reasons: string[]; until: unknown }>('detected that paging is silenced'),
  'paging.heard': paging<{ reasons: string[]; until: unknown }>('detected that paging is no longer silenced'),
};
