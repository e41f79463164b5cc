import type { ReactNode } from 'react';
import type { SeverityRuleInput } from '../../../contract/respond/severities.ts';
import { durationText } from '../../../domain/time/duration-text.ts';

export const pagedWords: Record<SeverityRuleInput['pages'][number], string> = {
  'owning-team': 'Owning team',
  'affected-teams': 'Affected teams',
  commander: 'Commander',
  communications: 'Communications',
  executives: 'Executives',
};
export const demandWords: Record<SeverityRuleInput['postmortem']['demand'], string> = {
  required: 'Required',
  light: 'Light',
  optional: 'Optional',
  none: 'None',
};
export const firstPostWords: Record<SeverityRuleInput['firstPublicPostWhen'], string> = {
  always: 'Always',
  visible: 'When customers can see it',
  never: 'Never',
};
const urgencyWords: Record<SeverityRuleInput['urgency'], string> = { high: 'High', low: 'Low', none: 'Pages nobody' };

const inSentence = ([first = '', ...others]: string[]) =>
  [first, ...others.map((word) => word.toLowerCase())].join(', ');
const none = <span className="muted">–</span>;
const minutes = (count: number | null) => (count === null ? null : durationText(count * 60));

/** What a severity sets going, as far as it shows at a glance. */
export const ruleColumns: { header: string; cell: (rule: SeverityRuleInput) => ReactNode }[] = [
  { header: 'Urgency', cell: ({ urgency }) => urgencyWords[urgency] },
  {
    header: 'Who is paged',
    cell: ({ pages }) => (pages.length > 0 ? inSentence(pages.map((who) => pagedWords[who])) : none),
  },
  { header: 'Commander', cell: ({ coordinated }) => (coordinated ? 'Always, with a war room' : none) },
  {
    header: 'Acknowledged within',
    cell: ({ ackTargetMinutes, ackTargetWorkDays }) =>
      minutes(ackTargetMinutes) ??
      (ackTargetWorkDays === null ? none : `${ackTargetWorkDays} working ${ackTargetWorkDays === 1 ? 'day' : 'days'}`),
  },
  {
    header: 'Internal updates',
    cell: ({ internalUpdateMinutes }) =>
      internalUpdateMinutes === null ? none : `Every ${minutes(internalUpdateMinutes)}`,
  },
  { header: 'Public updates', cell: publicText },
  { header: 'Postmortem', cell: postmortemText },
];

function publicText({
  firstPublicPostWhen,
  firstPublicPostMinutes,
  publicUpdateMinutes,
}: SeverityRuleInput): ReactNode {
  if (firstPublicPostWhen === 'never') return none;
  const parts = [
    firstPublicPostMinutes !== null && `first within ${minutes(firstPublicPostMinutes)}`,
    publicUpdateMinutes !== null && `then every ${minutes(publicUpdateMinutes)}`,
  ].filter(Boolean);
  return [firstPostWords[firstPublicPostWhen], ...parts].join(', ');
}

function postmortemText({ postmortem: { demand, due } }: SeverityRuleInput): ReactNode {
  if (demand === 'none') return none;
  if (!due) return demandWords[demand];
  const day = due.kind === 'business' ? 'business day' : 'day';
  return `${demandWords[demand]}, within ${due.days} ${day}${due.days === 1 ? '' : 's'}`;
}
