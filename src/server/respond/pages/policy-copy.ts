import {
  type EscalationDefinition,
  type RunnableDefinition,
  storedEscalationDefinition,
} from '../../../contract/respond/escalation-definition.ts';

/** The ladder of nobody: ends at once, and says so. */
export const emptyPolicy: RunnableDefinition = { steps: [], repeat: 0, catchAll: null };

/** What a page keeps of its policy; without one, or with one that does not fit, the ladder of nobody. */
export function copyOfPolicy(stored: unknown): EscalationDefinition & { isUnreadable?: true } {
  if (stored === null) return emptyPolicy;
  return readPolicy(stored) ?? { ...emptyPolicy, isUnreadable: true };
}

/** What a page keeps, whose hours of a team have been looked up; null when it does not fit. */
export const readRunnable = (stored: unknown): RunnableDefinition | null =>
  readPolicy(stored) as RunnableDefinition | null;

/** A stored policy as the rules need it; null when it does not fit, so that one bad row never stops the others. */
export function readPolicy(stored: unknown): EscalationDefinition | null {
  const parsed = storedEscalationDefinition.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
