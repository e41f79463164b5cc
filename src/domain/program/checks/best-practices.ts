import { counted } from '../counted.ts';
import { longestWithoutReviewDays } from './mistakes.ts';

export type BestPracticeKey = 'pilot' | 'money' | 'playbook' | 'quarterly-review' | 'training';

/** What the practices are looked for in. */
export type PracticeFacts = {
  /** Plans of the kind pilot that have begun. */
  pilots: number;
  /** A roll-out began before any pilot. */
  rolledOutFirst: boolean;
  /** The cost assumptions were edited: no money is counted with somebody else's. */
  costsAreOwn: boolean;
  hasBaseline: boolean;
  /** The review held last that told the impact in money, such as `2026-Q3`; null: none did. */
  moneyReview: string | null;
  /** The version published last and who of those who should read it has; null: none was published. */
  playbook: { version: number; daysAgo: number; confirmed: number; asked: number } | null;
  /** Null: none was held. */
  daysSinceReview: number | null;
  otherDepartments: number;
  /** Of the people on call, how many hold both basic certificates. */
  trained: { count: number; of: number };
};

/** What is to be done next, by where it is done. */
export type NextAct = 'pilot' | 'costs' | 'goal' | 'review' | 'publish' | 'readers' | 'skills' | 'schedules';

export type BestPractice = {
  key: BestPracticeKey;
  practice: string;
  gain: string;
  isFollowed: boolean;
  /** What in the data shows it. */
  because: string;
  /** Null once it is followed, and where nothing can be done about it any more. */
  next: NextAct | null;
};

/** Half of those on call: from there on, training is a habit and not an exception. */
const leastTrainedShare = 0.5;

/** A playbook that is kept: a version of the last twelve months, confirmed by four out of five. */
const longestWithoutPlaybookDays = 365;
const leastConfirmedShare = 0.8;

/** The five practices of the mission, each with whether the data of this installation show it, and by what. */
export function practicesIn(facts: PracticeFacts): BestPractice[] {
  const {
    pilots,
    rolledOutFirst,
    costsAreOwn,
    hasBaseline,
    moneyReview,
    playbook,
    daysSinceReview,
    otherDepartments,
    trained,
  } = facts;
  const isReviewedLately = daysSinceReview !== null && daysSinceReview <= longestWithoutReviewDays;
  const isPilotFirst = pilots > 0 && !rolledOutFirst;
  const isMoneyTold = costsAreOwn && hasBaseline && moneyReview !== null;
  const isCurrent = playbook !== null && playbook.daysAgo <= longestWithoutPlaybookDays;
  const isRead = isCurrent && playbook.asked > 0 && playbook.confirmed / playbook.asked >= leastConfirmedShare;
  const isShared = isReviewedLately && otherDepartments > 0;
  const isTrained = trained.of > 0 && trained.count / trained.of >= leastTrainedShare;
  return [
    {
      key: 'pilot',
      practice: 'Start with one team for ninety days',
      gain: 'Tests the approach cheaply and creates advocates',
      isFollowed: isPilotFirst,
      because: rolledOutFirst
        ? 'A roll-out began before any pilot.'
        : pilots === 0
          ? 'No pilot was started.'
          : `${counted(pilots, 'pilot')} started.`,
      next: isPilotFirst || rolledOutFirst ? null : 'pilot',
    },
    {
      key: 'money',
      practice: 'Report the financial impact',
      gain: 'Keeps decision-makers interested and the budget safe',
      isFollowed: isMoneyTold,
      because: !costsAreOwn
        ? 'The cost assumptions are not yours yet.'
        : !hasBaseline
          ? 'Costs are your own, but there is no baseline to compare with.'
          : moneyReview === null
            ? 'Costs are your own and a baseline is frozen, but no review that was held told the impact in money.'
            : `The review ${moneyReview} told the impact in money, with your own costs.`,
      next: isMoneyTold ? null : !costsAreOwn ? 'costs' : !hasBaseline ? 'goal' : 'review',
    },
    {
      key: 'playbook',
      practice: 'Keep one playbook for everyone',
      gain: 'Teams work the same way and newcomers find their footing',
      isFollowed: isRead,
      because:
        playbook === null
          ? 'No version was published.'
          : `Version ${playbook.version} was published ${counted(playbook.daysAgo, 'day')} ago; ${playbook.confirmed} of ${counted(playbook.asked, 'person', 'people')} ${playbook.confirmed === 1 ? 'has' : 'have'} confirmed it.`,
      next: isRead ? null : isCurrent ? 'readers' : 'publish',
    },
    {
      key: 'quarterly-review',
      practice: 'Review every quarter, with other departments',
      gain: 'Keeps momentum and shows problems early',
      isFollowed: isShared,
      because:
        daysSinceReview === null
          ? 'No review was held.'
          : `The last review was ${counted(daysSinceReview, 'day')} ago, with ${counted(otherDepartments, 'other department')}.`,
      next: isShared ? null : 'review',
    },
    {
      key: 'training',
      practice: 'Train and certify people',
      gain: 'Builds skills in-house instead of hiring them',
      isFollowed: isTrained,
      because:
        trained.of === 0
          ? 'Nobody is on call in a schedule.'
          : `${trained.count} of ${counted(trained.of, 'person', 'people')} on call ${trained.count === 1 ? 'holds' : 'hold'} both basic certificates.`,
      next: isTrained ? null : trained.of === 0 ? 'schedules' : 'skills',
    },
  ];
}
