import {
  type EscalationDefinition,
  storedEscalationDefinition,
} from '../../../contract/respond/escalation-definition.ts';

/** The ladder of nobody: ends at once, and says so. */
export const emptyPolicy: EscalationDefinition = { steps: [], repeat: 0, catchAll: null };

/** What a page keeps of its policy; without one, or with one that does not fit, the ladder of nobody. */
export function copyOfPolicy(stored: unknown): EscalationDefinition & { isUnreadable?: true } {
  if (stored === null) return emptyPolicy;
  return readPolicy(stored) ?? { ...emptyPolicy, isUnreadable: true };
}

/** A stored policy as the rules need it; null when it does not fit, so that one bad row never stops the others. */
export function readPolicy(stored: unknown): EscalationDefinition | null {
  const parsed = storedEscalationDefinition.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
