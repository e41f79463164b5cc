import { type Grade, proposeSeverity } from '../../../../domain/respond/incidents/severities.ts';
import type { Severity } from '../../../../domain/severity.ts';

/** What somebody answered; null is a question left open. */
export type SeverityAnswers = { reach: Grade | null; pace: Grade | null; isDataAtRisk: boolean };

/** Two of the three questions have answers to choose from; the third is a yes. */
export const severityQuestions = {
  reach: {
    question: 'Who is affected?',
    answers: [
      { value: 'high', label: 'Most' },
      { value: 'medium', label: 'Many' },
      { value: 'low', label: 'Few' },
    ],
  },
  pace: {
    question: 'How fast is it getting worse?',
    answers: [
      { value: 'high', label: 'Now' },
      { value: 'medium', label: 'Within hours' },
      { value: 'low', label: 'Not at all' },
    ],
  },
} as const;

/**
 * The severity that the answers propose; null while they say too little. Data that is lost or seen by the wrong people
 * is always the most severe, and an open question counts as its middle answer: in doubt, the higher.
 */
export function guessSeverity({ reach, pace, isDataAtRisk }: SeverityAnswers): Severity | null {
  if (isDataAtRisk) return 1;
  if (reach === null && pace === null) return null;
  return proposeSeverity(reach ?? 'medium', pace ?? 'medium');
}
