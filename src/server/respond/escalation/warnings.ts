import type { PolicyWarning } from '../../../contract/respond/escalation-policies.ts';
import type { PolicyWarning as LintFinding } from '../../../domain/respond/escalation/lint.ts';

type Finding =
  | LintFinding
  | { code: 'team_without_hours'; team: string }
  | { code: 'room_unavailable'; stepIndex: number; room: string }
  | { code: 'webhook_unavailable'; stepIndex: number; webhook: string };

/** Somebody's name, and why no page reaches them as the rest of a sentence. */
type Person = (personId: number) => { name: string; whyNot: string };

/** A finding of the check in a sentence for people; steps count from 1 there. */
export function wordWarning(finding: Finding, person: Person, branch: { name: string } | null = null): PolicyWarning {
  return {
    code: finding.code,
    message: branch ? `${branch.name}: ${sentence(finding, person)}` : sentence(finding, person),
    branch: branch?.name ?? null,
    stepIndex: 'stepIndex' in finding ? finding.stepIndex : null,
    personId: 'personId' in finding ? finding.personId : null,
  };
}

function sentence(finding: Finding, person: Person): string {
  switch (finding.code) {
    case 'step_empty':
      return `Step ${finding.stepIndex + 1} has nobody to notify.`;
    case 'step_only_rooms':
      return `Step ${finding.stepIndex + 1} posts to a chat room and notifies nobody.`;
    case 'step_only_webhooks':
      return `Step ${finding.stepIndex + 1} calls a webhook and notifies nobody.`;
    case 'webhook_unavailable':
      return `Step ${finding.stepIndex + 1} cannot call ${finding.webhook}: it is disabled or gone.`;
    case 'room_unavailable':
      return `Step ${finding.stepIndex + 1} cannot post to ${finding.room}: its provider is disabled or gone.`;
    case 'person_unreachable':
      return `Step ${finding.stepIndex + 1} notifies ${person(finding.personId).name}, who ${person(finding.personId).whyNot}.`;
    case 'rule_unreachable':
      return `${person(finding.personId).name} is reached by rule ${finding.ruleIndex + 1} after ${minutes(finding.ruleDelaySeconds)}, but step ${finding.stepIndex + 1} ends after ${minutes(finding.stepDelaySeconds)}.`;
    case 'single_person':
      return `Everything depends on ${person(finding.personId).name}.`;
    case 'no_catch_all':
      return 'There is no catch-all: if nobody acknowledges, nobody else is notified.';
    case 'catch_all_empty':
      return 'The catch-all reaches nobody.';
    case 'team_without_hours':
      return `It follows the working hours of ${finding.team}, which has none: nothing waits, and no branch for certain hours applies.`;
  }
}

function minutes(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} s`;
  return `${seconds / 60} min`;
}
