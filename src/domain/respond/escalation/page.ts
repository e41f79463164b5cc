import type { Temporal } from 'temporal-polyfill';
import type {
  ChatRoom,
  EscalationDefinition,
  EscalationTarget,
} from '../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../contract/severity.ts';
import type { PageState } from './lifecycle.ts';
import type { Wait } from './start.ts';

/** A page as it stands: where its run of the policy has got to. */
export type PageSnapshot = {
  /** The policy as it was when the page began; later edits do not touch a running page. */
  policy: EscalationDefinition;
  /** Rises with every change of the page's life; part of every page key. */
  generation: number;
  state: PageState;
  /** The step to run next, from 0. Equal to the number of steps: the end of the ladder, where the catch-all stands. */
  stepIndex: number;
  /** How many whole runs of the ladder came before this one. */
  round: number;
  urgency: Urgency;
  /** 1 to 5. */
  severity: number;
  /** When the step to run next is due; null once the ladder is exhausted. */
  dueAt: Temporal.Instant | null;
  /** Until when this generation held its first step; null while it has not. It never waits a second time. */
  waitsUntil: Temporal.Instant | null;
  /** By the index of a round-robin step: whose turn it gave last. */
  turns: ReadonlyMap<number, number>;
  /** Those who have acknowledged a step that everybody must acknowledge; they are not asked again. */
  acknowledgedBy: ReadonlySet<number>;
  /** Those who said that they cannot take the page: they stand behind no target in this generation. */
  declinedBy: ReadonlySet<number>;
};

/** A page that begins at an instant: its first step is due. */
export function newPage(
  policy: EscalationDefinition,
  at: Temporal.Instant,
  { urgency, severity }: Pick<PageSnapshot, 'urgency' | 'severity'>,
): PageSnapshot {
  return {
    policy,
    generation: 1,
    state: 'open',
    stepIndex: 0,
    round: 0,
    urgency,
    severity,
    dueAt: at,
    waitsUntil: null,
    turns: new Map(),
    acknowledgedBy: new Set(),
    declinedBy: new Set(),
  };
}

/** One way to reach a person; without a contact method it is the e-mail address of the account itself. */
export type ContactMethod = { contactMethodId: number | null; channel: string };

/** A personal rule: use this contact method so many seconds after the step began. */
export type ContactRule = ContactMethod & { delaySeconds: number };

/** Verified, enabled ways to reach a person: the rules for the page's urgency in order, and every method. */
export type Reachability = { rules: readonly ContactRule[]; methods: readonly ContactMethod[] };

/** What a page asks of the world around it at the moment it is planned. */
export type World = {
  /** The people a target stands for now; nobody when the target is empty or gone. */
  peopleOnTarget(target: EscalationTarget): readonly number[];
  /** How to reach a person for the page's urgency. */
  reachabilityOf(personId: number): Reachability;
};

/** One message to one person by one contact method, to be sent `delaySeconds` after the decision. */
export type PlannedNotification = ContactRule & {
  personId: number;
  stepIndex: number;
  round: number;
  ruleIndex: number;
};

/** One message to a room of a chat; `roomIndex` is its place in the step. */
export type PlannedPost = { room: ChatRoom; stepIndex: number; round: number; roomIndex: number };

/** A call of outgoing webhooks, by id. */
export type PlannedCall = { webhookIds: number[]; stepIndex: number; round: number };

/** Whose turn a round-robin step gave, of how many it could reach, and who was passed over because they cannot be reached. */
export type Turn = { stepIndex: number; round: number; personId: number; ofCount: number; skipped: number[] };

/**
 * What went wrong loudly enough to tell people:
 * - `step_empty`: the targets of a step stand for nobody
 * - `person_unreachable`: a person who should be asked has no verified, enabled contact method
 * - `policy_exhausted`: the ladder ended and nobody had acknowledged
 * - `catch_all_used`: the catch-all was notified
 * - `nobody_reachable`: the ladder ended and neither its steps nor its catch-all reached anybody
 */
export type PageProblemCode =
  | 'step_empty'
  | 'person_unreachable'
  | 'policy_exhausted'
  | 'catch_all_used'
  | 'nobody_reachable';

export type PageProblem = { code: PageProblemCode; stepIndex: number; round: number; personId?: number };

/** What comes after a decision: a step at a time, the end, or (null) nothing because the page is not open. */
export type NextStep =
  | { exhausted: false; stepIndex: number; round: number; dueAt: Temporal.Instant }
  | { exhausted: true }
  | null;

export type PageDecision = {
  notifications: PlannedNotification[];
  /** What chat rooms are told; nobody counts as reached by it. */
  posts: PlannedPost[];
  /** Which programs are told; nobody counts as reached by it either. */
  calls: PlannedCall[];
  unreachable: { personId: number; reason: 'no_contact_method' }[];
  emptyTargets: { stepIndex: number; round: number; target: EscalationTarget }[];
  turns: Turn[];
  /** The page holds its first step; nobody is asked yet. */
  wait: Wait | null;
  next: NextStep;
  problems: PageProblem[];
};
