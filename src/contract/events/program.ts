import { about, type Created, type Deleted, type Updated } from './event.ts';

const assessment = about('assessment');
const assessmentQuestion = about('assessmentQuestion');
const decision = about('decision');
const drill = about('drill');
const drillSeries = about('drillSeries');
const goal = about('goal');
const practiceChange = about('practiceChange');
const person = about('person');
const pilot = about('pilot');
const playbook = about('playbook');
const program = about('program');
const programDocument = about('programDocument');
const programPicture = about('programPicture');
const review = about('review');
const rollOut = about('rollOut');

type Quiz = { courseKey: string; right: number; asked: number };

export const programEvents = {
  'assessment.started': assessment('started {it}'),
  'assessment.rated': assessment<{ questionId: string; level: number | null; comment: string }>(
    'rated a question of {it}',
  ),
  'assessment.voted': assessment<{ questionId: string }>('voted in {it}'),
  'assessment.votesRevealed': assessment<{ questionId: string | null }>('revealed votes of {it}'),
  'assessment.sessionMoved': assessment<{ questionId: string | null }>('led the session of {it}'),
  'assessment.noted': assessment('wrote notes in {it}'),
  'assessment.completed': assessment<{ overall: number | null; answered: number; asked: number }>('completed {it}'),
  'assessment.deleted': assessment('deleted {it}'),

  'assessmentQuestion.created': assessmentQuestion<Created>('added {it}'),
  'assessmentQuestion.updated': assessmentQuestion<Updated>('changed {it}'),
  'assessmentQuestion.archived': assessmentQuestion('archived {it}'),
  'assessmentQuestion.restored': assessmentQuestion('restored {it}'),

  'certificate.issued': person<{ courseKey: string; expiresAt: string }>('issued a certificate to {it}'),

  'certificationRules.updated': program<Updated>('changed where certificates are required'),

  'course.attempted': person<Quiz>('attempted the quiz of a course'),
  'course.passed': person<Quiz>('passed the quiz of a course'),

  'decision.created': decision<{ reviewId: number } & Created>('created {it}'),
  'decision.updated': decision<{ reviewId: number } & Updated>('updated {it}'),

  'drill.planned': drill<{ scenarioKey: string; title: string }>('planned {it}'),
  'drill.rescheduled': drill<{ from: string | null; to: string | null }>('rescheduled {it}'),
  'drill.started': drill<{ incidentId: number }>('started {it}'),
  'drill.paused': drill<{ elapsedSeconds: number }>('paused {it}'),
  'drill.resumed': drill<{ elapsedSeconds: number }>('resumed {it}'),
  'drill.injectAdded': drill<{ position: number }>('added an inject to {it}'),
  'drill.injectSkipped': drill<{ position: number }>('skipped an inject of {it}'),
  'drill.injectRestored': drill<{ position: number }>('took an inject of {it} back in'),
  'drill.injectDelayed': drill<{ position: number; minutes: number }>('moved an inject of {it}'),
  'drill.personAdded': drill<{ personId: number; part: string; role: string | null }>('added somebody to {it}'),
  'drill.personRemoved': drill<{ personId: number }>('took somebody out of {it}'),
  'drill.noted': drill<{ noteId: number }>('wrote a note in {it}'),
  'drill.noteRemoved': drill<{ noteId: number; text: string }>('removed a note of {it}'),
  'drill.marked': drill<Updated>('scored {it}'),
  'drill.starting': drill<{ webhookId: number }>('is starting {it}'),
  'drill.startFailed': drill<{ reason: string; afterWebhookId: number | null }>('could not start {it}'),
  'drill.finished': drill<{ incidentId: number | null; score: unknown; afterWebhookId?: number | null }>(
    'finished {it}',
  ),
  'drill.canceled': drill<{ incidentId: number | null; afterWebhookId?: number | null }>('cancelled {it}'),

  'drillSeries.created': drillSeries<Created>('started {it}'),
  'drillSeries.updated': drillSeries<Updated>('changed {it}'),

  'practiceChange.added': practiceChange<Created>('added {it}'),
  'practiceChange.updated': practiceChange<Updated>('updated {it}'),
  'practiceChange.removed': practiceChange<Deleted>('removed {it}'),
  'practiceChange.restored': practiceChange<Created>('restored {it}'),

  'goal.created': goal<Created>('created {it}'),
  'goal.updated': goal<Updated>('updated {it}'),
  'goal.baselineFrozen': goal<{ period: object; reason?: string }>('froze the baseline of {it}'),
  'goal.dropped': goal<{ reason: string; milestones: string[] }>('dropped {it}'),
  'goal.milestonesChanged': goal<{ pilotId: number; key: string; isLinked: boolean }>('changed a milestone of {it}'),

  'pilot.created': pilot<Created>('created {it}'),
  'pilot.letterAddressAsked': pilot('asked the sponsor of {it} to confirm an address'),
  'pilot.letterAddressConfirmed': pilot('confirmed the address for the letters of {it}'),
  'pilot.letterDecided': pilot<{
    letterId: number;
    question: string;
    option: string;
    words: string;
    askedById: number | null;
  }>('decided what a letter of {it} asked'),
  'pilot.letterReminded': pilot<{ letterId: number }>('reminded the sponsor of {it} of a decision'),
  'pilot.letterSent': pilot<{ letterId: number; recipient: string; question: string | null }>(
    'sent the sponsor of {it} a letter',
  ),
  'pilot.lettersChanged': pilot<Updated>('changed the letters to the sponsor of {it}'),
  'pilot.lettersStopped': pilot('stopped the letters of {it}'),
  'pilot.letterWithdrawn': pilot<{ letterId: number }>('withdrew a letter to the sponsor of {it}'),
  'pilot.ended': pilot<{ outcome: string; note: string }>('ended {it}'),
  'pilot.reopened': pilot<{ outcome: string; note: string }>('reopened {it}'),
  'pilot.baselineFrozen': pilot<{ measures: object[] }>('froze the baseline of {it}'),
  'pilot.itemTicked': pilot<{ key: string; position: number; isDone: boolean }>('ticked an item of {it}'),
  'pilot.milestoneAdded': pilot<{ key: string; after: object }>('added a milestone to {it}'),
  'pilot.milestoneChanged': pilot<{ key: string; goalId?: number; isLinked?: boolean }>('changed a milestone of {it}'),
  'pilot.milestoneFulfilled': pilot<{ key: string; sign: string | null }>('fulfilled a milestone of {it}'),
  'pilot.milestoneRemoved': pilot<{ key: string; title: string; goals?: string[] }>('removed a milestone from {it}'),
  'pilot.milestoneRestored': pilot<{ key: string; title: string }>('restored a milestone of {it}'),
  'pilot.riskAdded': pilot<{ riskId: number; after: object }>('added a risk to {it}'),
  'pilot.riskChanged': pilot<{ riskId: number }>('changed a risk of {it}'),
  'pilot.riskRemoved': pilot<{ riskId: number; title: string }>('removed a risk from {it}'),
  'pilot.riskRestored': pilot<{ riskId: number; title: string }>('restored a risk of {it}'),
  'pilot.sponsorChanged': pilot<{ before: string | null; after: object | null }>('changed the sponsor of {it}'),

  'playbook.published': playbook<{ note: string }>('published {it}'),
  'playbook.confirmed': playbook<{ personId: number }>('confirmed to have read {it}'),
  'playbookReaders.updated': program<Updated>('changed who should read the playbook'),

  'programDocument.written': programDocument<{ kind: string; key: string; version: number }>('wrote {it}'),
  'programDocument.restored': programDocument<{ kind: string; key: string }>('restored {it}'),
  'programDocument.removed': programDocument<{ kind: string; key: string }>('archived or reset {it}'),
  'programPicture.added': programPicture<{ mediaType: string; bytes: number }>('added {it}'),

  'refresher.answered': person<{ courseKey: string; questionId: string; isRight: boolean }>(
    'answered a question of a passed course',
  ),

  'review.created': review<{ year: number; quarter: number }>('created {it}'),
  'review.updated': review<Updated>('updated {it}'),
  'review.composed': review('refreshed the numbers of {it}'),
  'review.meetingSet': review<{ after: object }>('set the time of {it}'),
  'review.meetingCanceled': review('cancelled the meeting of {it}'),
  'review.invited': review<{ invitationIds: number[] }>('invited people to {it}'),
  'review.invitationAnswered': review<{ invitationId: number; answer: string }>('answered an invitation to {it}'),
  'review.invitationRevoked': review<{ invitationId: number }>('revoked an invitation to {it}'),
  'review.held': review('marked {it} as held'),
  'review.minutesSent': review<{ personIds: number[] }>('sent the minutes of {it}'),
  'review.deleted': review('deleted {it}'),

  'program.drillFeedKeyRotated': program('replaced the calendar link of drills'),
  'rollOut.created': rollOut<Created>('planned {it}'),
  'rollOut.renamed': rollOut<{ before: string; after: string }>('renamed {it}'),
  'rollOut.stopped': rollOut<{ note: string; pilotIds: number[] }>('stopped {it}'),
  'rollOut.waveMoved': rollOut<{ number: number; before: string; after: string }>('moved a wave of {it}'),
  'rollOut.teamAdded': rollOut<{ number: number; teamId: number }>('added a team to {it}'),

  'referenceValues.updated': program<{ before: object; after: object | null }>('changed the reference values'),
  'costs.updated': program<Updated>('changed the cost assumptions'),
  'impactRates.updated': program<Updated>('changed the impact rates of services'),
};
