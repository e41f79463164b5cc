import type { Temporal } from 'temporal-polyfill';
import type { EscalationDefinition, EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../contract/severity.ts';
import type { PageState } from './lifecycle.ts';

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
  /** When the step to run next is due; null once the ladder is exhausted. */
  dueAt: Temporal.Instant | null;
};

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
  unreachable: { personId: number; reason: 'no_contact_method' }[];
  emptyTargets: { stepIndex: number; round: number; target: EscalationTarget }[];
  next: NextStep;
  problems: PageProblem[];
};
