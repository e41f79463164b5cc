/** How loudly a severity asks for people; `none` pages nobody. */
export type SeverityUrgency = 'high' | 'low' | 'none';

/** By severity, 1 to 5, as long as nobody has edited the severity matrix. */
const usualUrgencies: Readonly<Record<number, SeverityUrgency>> = {
  1: 'high',
  2: 'high',
  3: 'high',
  4: 'low',
  5: 'none',
};

/** The urgency of each severity in a stored severity matrix; what it does not say is as usual. */
export function readUrgencies(matrix: unknown): Readonly<Record<number, SeverityUrgency>> {
  const rules = (matrix as { rules?: unknown } | null | undefined)?.rules;
  if (!Array.isArray(rules)) return usualUrgencies;
  const urgencies = { ...usualUrgencies };
  for (const rule of rules as { severity?: unknown; urgency?: unknown }[]) {
    const { severity, urgency } = rule ?? {};
    if (typeof severity !== 'number' || !(severity in urgencies)) continue;
    if (urgency === 'high' || urgency === 'low' || urgency === 'none') urgencies[severity] = urgency;
  }
  return urgencies;
}
