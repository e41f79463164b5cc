import type { EvidenceKey } from './maturity/model.ts';

/** What an organisation could do instead of a program, with what speaks for each side. */
export type Comparison = {
  key: string;
  approach: string;
  program: string;
  other: string;
  /** When the other is the better choice. */
  otherWhen: string;
  /** Own figures that show on which side one stands. */
  evidence: readonly EvidenceKey[];
};

/** The six alternatives of the mission, the wording is ours. */
export const comparisons: readonly Comparison[] = [
  {
    key: 'ad-hoc',
    approach: 'Ad hoc',
    program: 'The first five minutes are the same each time, can be practised and can be measured.',
    other: 'Costs nothing up front, and a few people who know everything are fast.',
    otherWhen: 'One small team, a handful of incidents a year, and nobody about to leave.',
    evidence: ['share-with-commander-in-five-minutes', 'share-roles-filled'],
  },
  {
    key: 'alternatives',
    approach: 'An industry framework',
    program: 'Severities, roles and messages fit your own services and teams.',
    other: 'A larger community, ready-made material and certificates that others recognise.',
    otherWhen: 'A regulator or a customer asks for that framework by name. Both can be used together.',
    evidence: ['share-severity-unchanged', 'goals-with-baseline-count'],
  },
  {
    key: 'nothing',
    approach: 'Doing nothing',
    program: 'Improvement adds up: what was fixed stays fixed, and it can be shown.',
    other: 'No effort, and nobody has to change.',
    otherWhen: 'Outages cost less than an hour of everybody a month, and they do not come back.',
    evidence: ['recurrence-rate-90', 'share-action-items-on-time'],
  },
  {
    key: 'consultants',
    approach: 'Consultants only',
    program: 'Skills stay in the house and grow with every incident.',
    other: 'A view from outside, and figures of other companies.',
    otherWhen: 'To begin, or for one hard question; the work afterwards is your own.',
    evidence: ['certified-commander-count', 'share-people-trained'],
  },
  {
    key: 'tool',
    approach: 'A tool only',
    program: 'Process, culture and measures change together with the tool.',
    other: 'Automation from the first day, and nothing to learn.',
    otherWhen: 'The only thing that is wrong is that pages do not arrive.',
    evidence: ['share-pages-acted-on', 'share-postmortems-on-time'],
  },
  {
    key: 'project',
    approach: 'A one-time project',
    program: 'A steady practice pays back more each quarter.',
    other: 'A clear scope, an end date and a budget that is easy to grant.',
    otherWhen: 'For a first pilot: with an end date, and a decision on what comes after it.',
    evidence: ['days-since-quarterly-review', 'drills-last-90-days'],
  },
];
