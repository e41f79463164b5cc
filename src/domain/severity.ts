import { type Severity, type SeverityUrgency, severities } from '../contract/severity.ts';

export { type Severity, severities };

/** For alerts and incidents of which nobody says how severe they are: one must page rather than be missed. */
export const defaultSeverity: Severity = 3;

/** `SEV1`, as people write and read it. */
export function severityLabel(severity: number): string {
  return `SEV${severity}`;
}

export function isSeverity(value: unknown): value is Severity {
  return severities.some((severity) => severity === value);
}

export type SeverityUrgencies = Readonly<Record<number, SeverityUrgency>>;

/** By severity, 1 to 5, as long as nobody has edited the severity matrix. */
export const usualUrgencies: SeverityUrgencies = { 1: 'high', 2: 'high', 3: 'high', 4: 'low', 5: 'none' };

/** The urgency of each severity in a stored severity matrix; what it does not say is as usual. */
export function readUrgencies(matrix: unknown): SeverityUrgencies {
  const rules = (matrix as { rules?: unknown } | null | undefined)?.rules;
  if (!Array.isArray(rules)) return usualUrgencies;
  const urgencies: Record<number, SeverityUrgency> = { ...usualUrgencies };
  for (const rule of rules as { severity?: unknown; urgency?: unknown }[]) {
    const { severity, urgency } = rule ?? {};
    if (!isSeverity(severity)) continue;
    if (urgency === 'high' || urgency === 'low' || urgency === 'none') urgencies[severity] = urgency;
  }
  return urgencies;
}
