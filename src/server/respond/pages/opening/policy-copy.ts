import { withAnyTexts } from '../../../../contract/relaxed.ts';
import {
  type EscalationDefinition,
  type RunnableDefinition,
  storedEscalationDefinition,
} from '../../../../contract/respond/escalation-definition.ts';

/** The ladder of nobody: ends at once, and says so. */
export const emptyPolicy: RunnableDefinition = { steps: [], repeat: 0, catchAll: null };

/** What a page keeps of its policy; without one, or with one that does not fit, the ladder of nobody. */
export function copyOfPolicy(stored: unknown, plain: unknown): EscalationDefinition & { isUnreadable?: true } {
  if (stored === null) return emptyPolicy;
  return readPolicy(stored, plain) ?? { ...emptyPolicy, isUnreadable: true };
}

/** What a page keeps, whose hours of a team have been looked up; null when it does not fit. */
export const readRunnable = (stored: unknown): RunnableDefinition | null =>
  readPolicy(stored) as RunnableDefinition | null;

/**
 * A stored policy as the rules need it; null when it does not fit, so that one bad row never stops the others.
 * @param plain its plain ladder, which asks more people rather than fewer: it holds where a newer version has written
 * what this one does not know
 */
export function readPolicy(stored: unknown, plain: unknown = null): EscalationDefinition | null {
  const parsed = withAnyTexts(storedEscalationDefinition).safeParse(stored);
  if (parsed.success) return parsed.data;
  return plain === null ? null : readPolicy(plain);
}
