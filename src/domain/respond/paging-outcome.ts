import type { NotPagedReason } from '../detect/paging.ts';

/**
 * Why a page reached nobody:
 * - `no_policy`: its service has no escalation policy, or it has no service, and there is no default one
 * - `policy_unreadable`: what is stored as its policy fits no policy
 * - `delivery_failed`: every message failed
 * - `person_unreachable`: whom it asked has no verified contact method
 * - `step_empty`: nobody was on call, an active member, or enabled
 */
export const unreachedReasons = [
  'no_policy',
  'policy_unreadable',
  'delivery_failed',
  'person_unreachable',
  'step_empty',
] as const;
export type UnreachedReason = (typeof unreachedReasons)[number];

export type PageOfAlert = {
  /** It was open before this alert came, which joined it. */
  isJoined: boolean;
  /** How many of its messages are under way. */
  waiting: number;
  /** Acknowledged, resolved, or at the end of its policy. */
  hasEnded: boolean;
  /** Who got a message. */
  reached: number;
  /** How many messages failed. */
  failed: number;
  /** Codes of what the policy ran into. */
  problems: readonly string[];
};

/** What became of an alert's demand for people. `isDecided`: it has a page already. */
export type PagingOutcome =
  | { outcome: 'people'; isJoined: boolean }
  | { outcome: 'waiting'; isDecided: boolean }
  | { outcome: 'nobody'; because: UnreachedReason }
  | { outcome: 'nobody' | 'over'; because: NotPagedReason };

export type OutcomeQuestion = {
  state: 'triggered' | 'acknowledged' | 'resolved';
  /** It waits for its page. */
  isWanted: boolean;
  /** What the decision before any page said; null when it paged. */
  because: NotPagedReason | null;
  /** Newest first. */
  pages: readonly PageOfAlert[];
};

/** Who was paged for an alert in the end, or the one reason why nobody was. */
export function pagingOutcome({ state, isWanted, because, pages }: OutcomeQuestion): PagingOutcome {
  const reaching = pages.filter(({ reached }) => reached > 0);
  if (reaching.length > 0) return { outcome: 'people', isJoined: reaching.every(({ isJoined }) => isJoined) };
  if (pages.some(({ waiting, hasEnded }) => waiting > 0 || !hasEnded)) return { outcome: 'waiting', isDecided: true };
  const [latest] = pages;
  if (latest) return { outcome: 'nobody', because: whyUnreached(latest) };
  if (isWanted) return { outcome: 'waiting', isDecided: false };
  if (because !== null && because !== 'acknowledged' && because !== 'resolved') return { outcome: 'nobody', because };
  return { outcome: 'over', because: because ?? (state === 'resolved' ? 'resolved' : 'acknowledged') };
}

function whyUnreached({ problems, failed }: PageOfAlert): UnreachedReason {
  if (problems.includes('no_policy')) return 'no_policy';
  if (problems.includes('policy_unreadable')) return 'policy_unreadable';
  if (failed > 0) return 'delivery_failed';
  return problems.includes('person_unreachable') ? 'person_unreachable' : 'step_empty';
}
