/** How loudly a person is asked; picks the set of personal contact rules. */
export type Urgency = 'high' | 'low';

/** The urgency with which a severity (1 to 5) pages: 1 to 3 high, 4 low, 5 does not page. */
export function urgencyOf(severity: number): Urgency | 'none' {
  if (severity <= 3) return 'high';
  return severity === 4 ? 'low' : 'none';
}
