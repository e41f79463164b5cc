import { type EscalationDefinition, storedEscalationDefinition } from '../../../contract/escalation-definition.ts';

/** The ladder of nobody: ends at once, and says so. */
export const emptyPolicy: EscalationDefinition = { steps: [], repeat: 0, catchAll: null };

/** A stored policy as the rules need it; null when it does not fit, so that one bad row never stops the others. */
export function readPolicy(stored: unknown): EscalationDefinition | null {
  const parsed = storedEscalationDefinition.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
