import { type NextStepKey, nextStepKeys } from '../../contract/first-hour/next-steps.ts';
import type { Permission } from '../../contract/permissions.ts';

/** What is there already, for each step whether its cause is met. */
export type NextStepFacts = Record<NextStepKey, boolean>;

const permissionOf: Record<NextStepKey, Permission> = {
  reach: 'signed-in',
  'on-call': 'oncall.manage',
  policy: 'oncall.manage',
  service: 'directory.manage',
  source: 'sources.manage',
  sender: 'sources.manage',
  'second-person': 'directory.manage',
  rotation: 'oncall.manage',
  'second-step': 'oncall.manage',
  'second-way': 'signed-in',
  mail: 'platform.manage',
  'status-page': 'status-pages.manage',
  drill: 'program.manage',
  assessment: 'program.manage',
};

/** The steps that this person can take and has not dismissed, in the order that makes sense. */
export function nextSteps(
  facts: NextStepFacts,
  mayDo: (permission: Permission) => boolean,
  dismissed: ReadonlySet<string>,
): { items: { key: NextStepKey }[]; doneCount: number; totalCount: number } {
  const own = nextStepKeys.filter((key) => mayDo(permissionOf[key]) && (facts[key] || !dismissed.has(key)));
  const open = own.filter((key) => !facts[key]);
  return { items: open.map((key) => ({ key })), doneCount: own.length - open.length, totalCount: own.length };
}
