/** What a thing is called where it stands in a sentence: `the team “Payments”`, `INC-42`, `page 7`. */
export function subjectWords(kind: string, id: number | null, name?: string): string {
  const noun = spaced(kind);
  if ((kind === 'incident' || kind === 'recurrence') && id !== null) return `INC-${id}`;
  if (name) return kind === 'person' ? name : `the ${noun} “${name}”`;
  return id === null ? `the ${noun}` : `${noun} ${id}`;
}

/**
 * What somebody did, to stand behind their name: `incident.roleTaken` and `INC-42` → `took a role in INC-42`. A kind
 * that has no words of its own is read as `noun.verb`, so that every event can be read.
 */
export function deedWords(kind: string, subjectKind: string, subject: string): string {
  const own = deeds[kind];
  if (own) return own.replace('{it}', subject);
  const [noun = '', verb = ''] = kind.split('.');
  const deed = spaced(verb);
  if (deed.includes(' ')) return `changed ${subject}: ${deed}`;
  const isPart = spaced(noun) !== spaced(subjectKind);
  return isPart ? `${deed} ${articled(spaced(noun))} of ${subject}` : `${deed} ${subject}`;
}

/** `escalation_policy`, `status-page` and `contactMethod` → `escalation policy`, `status page` and `contact method`. */
const spaced = (word: string) =>
  word
    .replace(/[_-]/g, ' ')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();

const articled = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const deeds: Record<string, string> = {
  'alert.severityRaised': 'raised the severity of {it}',
  'alert.unacknowledged': 'gave {it} back',
  'alert.unsuppressed': 'let {it} through again',
  'assessment.noted': 'wrote notes in {it}',
  'assessment.rated': 'rated a question of {it}',
  'configuration.applied': 'applied configuration from a file',
  'configuration.exportedWithSecrets': 'exported the configuration with its secrets',
  'contributingFactors.updated': 'changed the contributing factors',
  'costs.updated': 'changed the assumptions about costs',
  'course.attempted': 'tried the quiz of a course',
  'course.passed': 'passed a course',
  'drill.marked': 'scored {it}',
  'goal.baselineFrozen': 'froze the baseline of {it}',
  'incident.activated': 'called {it} active',
  'incident.alertUnlinked': 'unlinked an alert from {it}',
  'incident.alertsLinked': 'linked alerts to {it}',
  'incident.checklistTicked': 'ticked an item of the checklist of {it}',
  'incident.checklistUnticked': 'unticked an item of the checklist of {it}',
  'incident.injectTold': 'told an inject in {it}',
  'incident.instantCorrected': 'corrected a time of {it}',
  'incident.noteAdded': 'wrote a note in {it}',
  'incident.peoplePaged': 'paged people for {it}',
  'incident.postmortemCompleted': 'completed the postmortem of {it}',
  'incident.postmortemDrafted': 'began the postmortem of {it}',
  'incident.postmortemReopened': 'reopened the postmortem of {it}',
  'incident.recurrenceConfirmed': 'confirmed that {it} had happened before',
  'incident.recurrenceDismissed': 'dismissed that {it} had happened before',
  'incident.roleDeclined': 'declined a role in {it}',
  'incident.roleHandedOver': 'handed over a role in {it}',
  'incident.roleOfferWithdrawn': 'withdrew the offer of a role in {it}',
  'incident.roleOffered': 'offered a role in {it}',
  'incident.roleRenounced': 'laid down a role in {it}',
  'incident.roleTaken': 'took a role in {it}',
  'incident.runbookOpened': 'opened a runbook in {it}',
  'incident.runbookStepTicked': 'ticked a step of a runbook in {it}',
  'incident.runbookStepUnticked': 'unticked a step of a runbook in {it}',
  'incident.servicesChanged': 'changed the services of {it}',
  'incident.severityChanged': 'changed the severity of {it}',
  'incident.stabilised': 'called {it} stable',
  'incident.taskAdded': 'added a task to {it}',
  'incident.taskAssigned': 'assigned a task of {it}',
  'incident.taskChanged': 'changed a task of {it}',
  'incident.taskDeleted': 'deleted a task of {it}',
  'incident.taskDone': 'finished a task of {it}',
  'incident.taskReopened': 'reopened a task of {it}',
  'incident.timelineEdited': 'edited the timeline of {it}',
  'incident.updatePosted': 'posted an update in {it}',
  'installation.setUp': 'set this installation up',
  'page.joined': 'added an alert to {it}',
  'person.invitationAccepted': 'accepted the invitation',
  'person.notificationRulesReplaced': 'changed how {it} is notified',
  'person.passkeyAdded': 'added a passkey',
  'person.passkeyRemoved': 'removed a passkey',
  'person.passwordChanged': 'changed their password',
  'person.passwordReset': 'set a new password',
  'person.passwordResetRequested': 'asked for a new password',
  'person.twoFactorDisabled': 'turned the second factor off',
  'person.twoFactorEnabled': 'turned the second factor on',
  'person.twoFactorRemoved': 'removed the second factors of {it}',
  'pilot.baselineFrozen': 'froze the baseline of {it}',
  'pilot.itemTicked': 'ticked an item of {it}',
  'pilot.milestoneChanged': 'changed a milestone of {it}',
  'pilot.milestoneFulfilled': 'fulfilled a milestone of {it}',
  'pilot.sponsorChanged': 'changed the sponsor of {it}',
  'postmortem.demandChanged': 'changed whether and when {it} is due',
  'postmortem.moved': 'moved {it} to another state',
  'postmortem.redrafted': 'drafted {it} anew',
  'postmortem.written': 'wrote in {it}',
  'recurrence.confirmed': 'confirmed that {it} had happened before',
  'recurrence.dismissed': 'dismissed that {it} had happened before',
  'referenceValues.updated': 'changed the reference values',
  'review.composed': 'put the numbers of {it} together',
  'review.held': 'held {it}',
  'route.ordered': 'changed the order of the routes',
  'runbook.reviewed': 'reviewed {it}',
  'schedule.feed_key_rotated': 'replaced the calendar link of {it}',
  'secrets.discarded': 'gave up secrets whose key was lost',
  'secrets.resealed': 'sealed secrets anew under the newest key',
  'session.started': 'signed in',
  'severityMatrix.updated': 'changed the severity matrix',
  'source.keyReplaced': 'replaced the key of {it}',
  'sprintCalendar.updated': 'changed the calendar of sprints',
  'statusComponent.ordered': 'changed the order of the components of the status page',
};
