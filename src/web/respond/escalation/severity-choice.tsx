import { Select } from '@mantine/core';
import { severities } from '../../../contract/severity.ts';
import { severityLabel, usualUrgencies } from '../../../domain/severity.ts';

type SeverityChoiceProps = { value: number; change: (severity: number) => void };

/** Of which severity the page of a preview is: branches and waiting depend on it. */
export function SeverityChoice({ value, change }: SeverityChoiceProps) {
  return (
    <Select
      label="Severity of the page"
      allowDeselect={false}
      data={severities.map((each) => ({ value: String(each), label: severityLabel(each) }))}
      value={String(value)}
      onChange={(text) => change(Number(text))}
    />
  );
}

/** A page of a severity, of the urgency that is usual for it. */
export function pageOf(severity: number) {
  const usual = usualUrgencies[severity as keyof typeof usualUrgencies];
  return { severity, urgency: usual === 'high' ? ('high' as const) : ('low' as const) };
}
