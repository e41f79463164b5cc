import { counted } from '../counted.ts';
import { longestWithoutReviewDays } from './mistakes.ts';

export type BestPracticeKey = 'pilot' | 'money' | 'playbook' | 'quarterly-review' | 'training';

/** What the practices are looked for in. */
export type PracticeFacts = {
  pilots: number;
  /** The cost assumptions were edited: no money is counted with somebody else's. */
  costsAreOwn: boolean;
  hasBaseline: boolean;
  /** The version published last and who of those who should read it has; null: none was published. */
  playbook: { version: number; daysAgo: number; confirmed: number; asked: number } | null;
  /** Null: none was held. */
  daysSinceReview: number | null;
  otherDepartments: number;
  /** Of the people on call, how many hold both basic certificates. */
  trained: { count: number; of: number };
};

export type BestPractice = {
  key: BestPracticeKey;
  practice: string;
  gain: string;
  isFollowed: boolean;
  /** What in the data shows it. */
  because: string;
};

/** Half of those on call: from there on, training is a habit and not an exception. */
const leastTrainedShare = 0.5;

/** A playbook that is kept: a version of the last twelve months, confirmed by four out of five. */
const longestWithoutPlaybookDays = 365;
const leastConfirmedShare = 0.8;

/** The five practices of the mission, each with whether the data of this installation show it, and by what. */
export function practicesIn(facts: PracticeFacts): BestPractice[] {
  const { pilots, costsAreOwn, hasBaseline, playbook, daysSinceReview, otherDepartments, trained } = facts;
  const isReviewedLately = daysSinceReview !== null && daysSinceReview <= longestWithoutReviewDays;
  return [
    {
      key: 'pilot',
      practice: 'Start with one team for ninety days',
      gain: 'Tests the approach cheaply and creates advocates',
      isFollowed: pilots > 0,
      because: pilots === 0 ? 'No pilot was started.' : `${counted(pilots, 'pilot')} started.`,
    },
    {
      key: 'money',
      practice: 'Report the financial impact',
      gain: 'Keeps decision-makers interested and the budget safe',
      isFollowed: costsAreOwn && hasBaseline,
      because: costsAreOwn
        ? hasBaseline
          ? 'Costs are your own, and a baseline is frozen.'
          : 'Costs are your own, but there is no baseline to compare with.'
        : 'The cost assumptions are not yours yet.',
    },
    {
      key: 'playbook',
      practice: 'Keep one playbook for everyone',
      gain: 'Teams work the same way and newcomers find their footing',
      isFollowed:
        playbook !== null &&
        playbook.daysAgo <= longestWithoutPlaybookDays &&
        playbook.asked > 0 &&
        playbook.confirmed / playbook.asked >= leastConfirmedShare,
      because:
        playbook === null
          ? 'No version was published.'
          : `Version ${playbook.version} was published ${counted(playbook.daysAgo, 'day')} ago; ${playbook.confirmed} of ${counted(playbook.asked, 'person', 'people')} ${playbook.confirmed === 1 ? 'has' : 'have'} confirmed it.`,
    },
    {
      key: 'quarterly-review',
      practice: 'Review every quarter, with other departments',
      gain: 'Keeps momentum and shows problems early',
      isFollowed: isReviewedLately && otherDepartments > 0,
      because:
        daysSinceReview === null
          ? 'No review was held.'
          : `The last review was ${counted(daysSinceReview, 'day')} ago, with ${counted(otherDepartments, 'other department')}.`,
    },
    {
      key: 'training',
      practice: 'Train and certify people',
      gain: 'Builds skills in-house instead of hiring them',
      isFollowed: trained.of > 0 && trained.count / trained.of >= leastTrainedShare,
      because:
        trained.of === 0
          ? 'Nobody is on call in a schedule.'
          : `${trained.count} of ${counted(trained.of, 'person', 'people')} on call ${trained.count === 1 ? 'holds' : 'hold'} both basic certificates.`,
    },
  ];
}
