import type { PracticeKind } from '../../../contract/program/practice-changes.ts';

const words: Record<PracticeKind, string> = {
  'goal.created': 'Goal set',
  'goal.dropped': 'Goal abandoned',
  'drill.finished': 'Drill held',
  'pilot.created': 'Plan started',
  'pilot.ended': 'Plan ended',
  'review.held': 'Quarterly review held',
  'playbook.published': 'Playbook published',
  'severityMatrix.updated': 'Severity matrix changed',
  'protocol.created': 'Protocol added',
  'protocol.updated': 'Protocol changed',
  'protocol.reset': 'Protocol reset',
  'escalationPolicy.created': 'Escalation policy added',
  'escalationPolicy.updated': 'Escalation policy changed',
  'escalationPolicy.deleted': 'Escalation policy deleted',
  'schedule.created': 'Schedule added',
  'schedule.updated': 'Schedule changed',
  'schedule.deleted': 'Schedule deleted',
  'messageTemplate.updated': 'Message template changed',
  'messageTemplate.reset': 'Message template reset',
};

/** `Goal set: Faster restores`; `Severity matrix changed` where there is only one. */
export function practiceWords(kind: PracticeKind, name: string | null): string {
  return name === null ? words[kind] : `${words[kind]}: ${name}`;
}
