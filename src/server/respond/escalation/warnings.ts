import type { PolicyWarning } from '../../../contract/respond/escalation-policies.ts';
import type { PolicyWarning as LintFinding } from '../../../domain/respond/escalation/lint.ts';

type Finding =
  | LintFinding
  | { code: 'room_unavailable'; stepIndex: number; room: string }
  | { code: 'webhook_unavailable'; stepIndex: number; webhook: string };

/** A finding of the check in a sentence for people; steps count from 1 there. */
export function wordWarning(
  finding: Finding,
  nameOf: (personId: number) => string,
  branch: { name: string } | null = null,
): PolicyWarning {
  return {
    code: finding.code,
    message: branch ? `${branch.name}: ${sentence(finding, nameOf)}` : sentence(finding, nameOf),
    branch: branch?.name ?? null,
    stepIndex: 'stepIndex' in finding ? finding.stepIndex : null,
    personId: 'personId' in finding ? finding.personId : null,
  };
}

function sentence(finding: Finding, nameOf: (personId: number) => string): string {
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
      return `Step ${finding.stepIndex + 1} notifies ${nameOf(finding.personId)}, who has no verified contact method.`;
    case 'rule_unreachable':
      return `${nameOf(finding.personId)} is reached by rule ${finding.ruleIndex + 1} after ${minutes(finding.ruleDelaySeconds)}, but step ${finding.stepIndex + 1} ends after ${minutes(finding.stepDelaySeconds)}.`;
    case 'single_person':
      return `Everything depends on ${nameOf(finding.personId)}.`;
    case 'no_catch_all':
      return 'There is no catch-all: if nobody acknowledges, nobody else is notified.';
    case 'catch_all_empty':
      return 'The catch-all reaches nobody.';
  }
}

function minutes(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} s`;
  return `${seconds / 60} min`;
}
