// What a body asks for: its states first, then the name of its event, then what is true or false in it.
import { readMoment } from '../../../../../domain/detect/moment.ts';
import { readSeverity, type SeverityMap } from '../../../../../domain/detect/severity-words.ts';
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import type { Severity } from '../../../../../domain/severity.ts';
import type { Leaf } from '../leaves.ts';
import { actionOfWord } from '../words/vocabulary.ts';
import { type Event, eventOf, former, isDone, severityOfEvent } from './event-action.ts';
import { exitOf, hasOnlyEnded } from './exit-code.ts';
import { isLevelOfRest, readState, tellsOfDoing } from './states.ts';
import { contextOwners, truthOf } from './truth.ts';

export type ReadAction = {
  action: SignalAction | null;
  /** A trigger of which only a type such as `alert` speaks gives way to what the title says. */
  isWeak: boolean;
  /** The word it was read from. */
  word: unknown;
  /** What stood in the place of a state and is not known. */
  unknown: unknown;
  severity: Severity | null;
};

const stateEnd =
  /^(?:state|status|states|transition|conclusion|outcome|result|health|statetype|verdict|disposition|lifecycle|statusextended|clear|availability|availabilitystate|situation|phase|rag|freshness)$/;
/** Kibana's name for how an alert is: `recovered` or the one that it goes to. */
const actionGroup = /\baction ?group(?: name)?$/;
const stateDetail = /^(?:overall|current|now|name|value|text|label|description|extended|word|string|type|condition)$/;
/** The action of a body by its leaves; `ownMap` holds the source's own words. */
export function actionOf(
  leaves: readonly Leaf[],
  receivedAt: number,
  ownMap?: Record<string, SignalAction>,
  severityMap?: SeverityMap,
): ReadAction {
  const state = stateOf(leaves, ownMap);
  const event = eventOf(leaves, ownMap);
  const severity = severityOfState(state, severityMap) ?? severityOfEvent(event, severityMap);
  const read = (action: SignalAction | null, word: unknown, isWeak = false): ReadAction => ({
    action,
    isWeak,
    word,
    unknown: action === null ? state.unknown : undefined,
    severity,
  });
  if (event?.action === 'resolve' && hasOnlyEnded.test(String(event.word)) && exitOf(leaves) === 'trigger')
    return read('trigger', 'failed');
  const isOfKind = event?.action === 'change' && state.action === null && kindsOfWatched.test(String(event.word));
  const truthOfKind = isOfKind ? truthOf(leaves) : null;
  if (truthOfKind !== null) return read(truthOfKind, null);
  if (event !== null && outweighs(event, state)) return read(event.action, event.word);
  if (isActiveAside(state) && leaves.some(isLeafOfRest)) return read('resolve', null);
  if (state.action !== null) {
    // How a run that has ended went, its exit code tells.
    const exit = hasOnlyEnded.test(String(state.word)) ? exitOf(leaves) : null;
    return exit === 'trigger' ? read(exit, 'failed') : read(state.action, state.word);
  }
  const truth = truthOf(leaves);
  if (truth !== null) return read(truth, null);
  const exit = exitOf(leaves);
  if (exit !== null) return read(exit, exit === 'trigger' ? 'failed' : 'completed');
  // A run that failed has an end too.
  const hasFailed =
    (event?.action === 'trigger' && /^(?:fail\w*|error(?:ed)?)$/i.test(String(event.word).trim())) ||
    leaves.some(saysFailed);
  if (hasEnded(leaves, receivedAt, hasFailed) || leaves.some(isLeafOfRest)) return read('resolve', null);
  if (event?.action === 'trigger') return read('trigger', event.word, !event.isStrong);
  if (leaves.some(isDone)) return read('resolve', null);
  return read(null, undefined);
}

/** `type: heartbeat` says what is watched; what is true of it says how it is. */
const kindsOfWatched = /^(?:heartbeat|ping|job|task|cron)$/i;

const saysFailed = ({ own, value }: Leaf) =>
  /^(?:title|subject|headline|summary)$/.test(own.at(-1) ?? '') && / failed\b/i.test(String(value).slice(0, 200));

/** What the name of an event says beside a state that says something else. */
function outweighs({ action, isStrong, isMove, word }: Event, state: State): boolean {
  if (action === 'acknowledge') return state.action !== 'resolve';
  if (action === 'trigger') return isStrong && state.action === 'change';
  // What was aborted for a failure failed, and the name of a kind of work says nothing against it.
  if (
    action === 'change' &&
    state.action === 'trigger' &&
    isBad.test(String(state.word).trim()) &&
    (/abort|cancel/i.test(String(word)) || !tellsOfDoing(word))
  )
    return false;
  if (action === 'change')
    return (
      isStrong ||
      state.action === null ||
      (isMove && /^(?:new|active|created|enabled|ready)$/i.test(String(state.word)))
    );
  // That a run has ended says nothing against how it went.
  const hasFailed = state.action === 'trigger' && hasOnlyEnded.test(String(word));
  return action === 'resolve' && !hasFailed && (state.action !== 'trigger' || isStrong);
}

const isBad =
  /^(?:degraded|failed|failure|failing|error|errored|unhealthy|critical|broken|firing|fired|alarm|alerting|triggered|down|problem|offline|outage|breached|violated)$/i;

const isLeafOfRest = ({ own, value }: Leaf) =>
  (/^(?:severity|level|priority)$/.test(own.at(-1) ?? '') || (own.at(-1) === 'name' && own.at(-2) === 'severity')) &&
  !own.some((word) => former.test(word)) &&
  (isLevelOfRest(value) || (own.at(-1) !== 'priority' && /^(?:normal|healthy)$/i.test(String(value).trim())));

/** `vfStatus: Active`: that something else is active says nothing of the alert. */
const isActiveAside = ({ action, word, leaf }: State) =>
  action === 'trigger' &&
  leaf !== null &&
  leaf.own.length > 1 &&
  /^(?:active|enabled)$/i.test(String(word)) &&
  !/^(?:alert|alarm|event|incident|problem|monitor|check|current|new|trigger|rule|condition|issue|case|notification)$/.test(
    leaf.own[0]!,
  );

type State = { action: SignalAction | null; word: unknown; unknown: unknown; leaf: Leaf | null };

function stateOf(leaves: readonly Leaf[], ownMap?: Record<string, SignalAction>): State {
  const found: State = { action: null, word: undefined, unknown: undefined, leaf: null };
  let best = Number.POSITIVE_INFINITY;
  const moved = movedStates(leaves);
  for (const leaf of leaves) {
    const said = moved.has(leaf) ? 0.9 + leaf.depth * 0.1 : stateRank(leaf);
    // That it has ended says less than how it went.
    const rank = said > 0 && hasOnlyEnded.test(String(leaf.value)) ? said + 0.3 : said;
    if (rank === 0 || (rank >= best && !(isAnswer(found) && isOfAlert(leaf)))) continue;
    const action = actionOfLeaf(leaf, leaves, ownMap);
    if (rank >= best && action !== 'trigger') continue;
    if (action === null) {
      if (typeof leaf.value === 'string' && /\p{L}/u.test(leaf.value) && leaf.value.length < 100)
        found.unknown ??= leaf.value;
      continue;
    }
    best = rank;
    Object.assign(found, { action, word: leaf.value, leaf });
  }
  return found;
}

const later = new Set(['new', 'current', 'to', 'now', 'after']);
const earlier = new Set(['old', 'previous', 'prev', 'from', 'former', 'before', 'last', 'was']);
const isOfBefore = ({ own, owner }: Leaf) =>
  own.some((word) => earlier.has(word)) || owner.some((word) => earlier.has(word));
const isShort = ({ value }: Leaf) => typeof value === 'string' && value.length <= 40;
const nameWithout = ({ own, owner }: Leaf, words: ReadonlySet<string>) =>
  [...owner, ...own].filter((word) => !words.has(word)).join(' ');
const noLeaves: ReadonlySet<Leaf> = new Set();

/** `fromType: OK, toType: ERROR` and `previous_health`, `health`: what has an earlier value of its own is a state, whatever it is called. */
function movedStates(leaves: readonly Leaf[]): ReadonlySet<Leaf> {
  const named = new Set(
    leaves.filter((leaf) => isShort(leaf) && isOfBefore(leaf)).map((leaf) => nameWithout(leaf, earlier)),
  );
  const hasNew = leaves.some(({ owner }) => owner.includes('new'));
  if (named.size === 0 && !hasNew) return noLeaves;
  return new Set(
    leaves.filter(
      (leaf) =>
        isShort(leaf) &&
        (named.has(nameWithout(leaf, later)) ||
          (leaf.owner.includes('new') && /^(?:type|value)$/.test(leaf.own.at(-1) ?? ''))) &&
        !isOfBefore(leaf) &&
        !/^(?:severity|level|priority|value|name|url|time|at|version|user)$/.test(leaf.own.at(-1) ?? '') &&
        readState(leaf.value) !== null,
    ),
  );
}

function actionOfLeaf(leaf: Leaf, leaves: readonly Leaf[], ownMap?: Record<string, SignalAction>): SignalAction | null {
  const { own, owner, value } = leaf;
  const word = String(value);
  // `alarm: none`
  if (/^none$/i.test(word)) return alarms.test(own.join()) ? 'resolve' : null;
  if (own.at(-1) === 'lifecycle' && /^start(?:ed)?$/i.test(word)) return 'trigger';
  // A job that runs is at work; a container that runs is well.
  if (
    /^(?:running|started)$/i.test(word) &&
    ([...owner, ...own].some((about) => runsForEver.test(about)) || leaves.some(isKindForEver))
  )
    return 'resolve';
  return readState(value, ownMap) ?? stateOfNumber(leaf, leaves);
}

const alarms = /^(?:alarm|alert|fault)$/;

/** `kind: Pod` beside its status. */
const isKindForEver = ({ name, value }: Leaf) =>
  name === 'kind' && /^(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Container|Node)$/.test(String(value));

const runsForEver = /^(?:container|connector|service|process|daemon|vm|instance|pod|unit|replica)$/;

/** `{"status": "success", "data": {"state": "firing"}}`: that a request was answered says nothing of what is in it. */
const isAnswer = ({ action, word, leaf }: State) =>
  action === 'resolve' && leaf?.depth === 0 && /^(?:success|successful|ok|200)$/i.test(String(word));
const isOfAlert = ({ depth, owner }: Leaf) =>
  depth > 0 && (owner.length === 0 || /^(?:alert|alarm|incident|event|problem|monitor)$/.test(owner.at(-1)!));

function stateRank({ own, owner, name, depth, value }: Leaf): number {
  // How all of a page is says it of an incident that has no state of its own.
  if (name === 'status indicator' && typeof value === 'string') return 4;
  if (
    typeof value === 'boolean' ||
    own.some((word) => former.test(word) && !(word === 'code' && /^\p{L}/u.test(String(value)))) ||
    owner.some((word) => contextOwners.test(word) || /^(?:previous|old|prev)$/.test(word))
  )
    return 0;
  const last = own.at(-1) ?? '';
  const isState =
    stateEnd.test(last) ||
    (last === 'condition' && own.length > 1) ||
    actionGroup.test(name) ||
    (last === 'code' && own.at(-2) === 'status' && /^\p{L}/u.test(String(value))) ||
    (last === 'id' && own.at(-2) === 'state' && own.length === 3) ||
    (stateDetail.test(last) && stateEnd.test(own.at(-2) ?? (own.length === 1 ? (owner.at(-1) ?? '') : '')));
  if (!isState) return isLoneState(own, owner, value) || isGoal(own, owner, value) ? 3 + depth * 0.1 : 0;
  if (last === 'type' && own.at(-2) === 'state') return 0;
  const isCurrent = own.some((word) => /^(?:new|current|to|now)$/.test(word));
  const isHost = own[0] === 'host' || owner.at(-1) === 'host';
  return (
    1 +
    depth * 0.1 -
    (isCurrent ? 0.55 : 0) +
    (isHost ? 0.35 : 0) +
    (typeof value === 'number' || /^\d+$/.test(String(value)) ? 0.6 : 0) +
    (own.length > 1 && aside.test(own[0]!) ? 0.04 : 0) +
    (/^(?:result|outcome|conclusion|availability)$/.test(last) ? -0.02 : 0) +
    (last === 'clear' ? 0.01 : 0)
  );
}

/** What goes on beside the alert: how it is looked into is not how it is. */
const aside = /^(?:investigation|remediation|workflow|approval|processing|assignment|review|triage|sync|scan)$/;

/** `alarm: DOWN`: what is watched and how it is, without the word state. */
const isLoneState = (own: string[], owner: string[], value: unknown) =>
  typeof value === 'string' &&
  own.length === 1 &&
  owner.length === 0 &&
  ((/^(?:alarm|alert|monitor|check|service|host|problem|sensor|link|connection|notification|condition|anomaly|payload)$/.test(
    own[0]!,
  ) &&
    actionOfWord.has(value.trim().toLowerCase().replaceAll('_', ' '))) ||
    (alarms.test(own[0]!) && /^none$/i.test(value)));

/** `from: OK, to: CRITICAL`. */
const isGoal = (own: string[], owner: string[], value: unknown) =>
  own.join() === 'to' &&
  owner.length === 0 &&
  typeof value === 'string' &&
  actionOfWord.has(value.trim().toLowerCase());

/** Nagios and all that took over its plugins count 0, 1, 2 and 3: fine, warning, critical, unknown. */
function stateOfNumber({ own, value }: Leaf, leaves: readonly Leaf[]): SignalAction | null {
  if (/^(?:alarm|alert)$/.test(own[0] ?? '') && own.length === 2 && /^[01]$/.test(String(value)))
    return String(value) === '1' ? 'trigger' : 'resolve';
  const number = nagiosNumber(own, value, leaves);
  return number === null ? null : number === 0 ? 'resolve' : 'trigger';
}

function nagiosNumber(own: string[], value: unknown, leaves: readonly Leaf[]): number | null {
  if (!/^[0-3]$/.test(String(value)) || own.length > 3) return null;
  if (/^(?:host|svc|service)$/.test(own[0] ?? '') && own.slice(1).join(' ') === 'state id') return Number(value);
  const isPlugin =
    leaves.some(
      (leaf) => /^(?:host|hostname|entity|client)$/.test(leaf.own[0] ?? '') || leaf.owner.at(-1) === 'host',
    ) &&
    leaves.some(
      (leaf) =>
        /^(?:service|check|servicedesc|output|plugin)$/.test(leaf.own[0] ?? '') ||
        /^(?:service|check)$/.test(leaf.owner.at(-1) ?? ''),
    );
  return isPlugin ? Number(value) : null;
}

/** `CRITICAL` in the place of a state is a severity too, and so are a plugin's number and a host that is down. */
function severityOfState({ action, word, leaf }: State, severityMap?: SeverityMap): Severity | null {
  if (action !== 'trigger' || leaf === null) return null;
  if (typeof word === 'number' || /^\d$/.test(String(word)))
    return ({ 1: 3, 2: 1 } as Record<string, Severity>)[String(word)] ?? null;
  if (typeof word !== 'string' || !/^\W{0,4}\p{L}/u.test(word)) return null;
  const isHost = leaf.own[0] === 'host' || leaf.own[1] === 'host' || leaf.owner.at(-1) === 'host';
  if (isHost && /^down$/i.test(word.trim())) return 1;
  // What was green and is red now was coloured by how bad it is.
  if (leaf.own.includes('new') && leaf.own.length < 5) {
    const coloured = severityOfColour[word.trim().toLowerCase()];
    if (coloured !== undefined) return coloured;
  }
  if (/^(?:alert|page|alerting|red|high|active|immediate|attention)$/i.test(word.trim())) return null;
  return readSeverity(word, severityMap) ?? readSeverity(word.split(/[\s(:-]/, 1)[0], severityMap);
}

const severityOfColour: Record<string, Severity> = { red: 1, orange: 2, yellow: 3 };

/** A zero is no moment: 9 September 2001. */
const earliest = 1e12;

/** What was searched has a start and an end too. */
const searched = /^(?:query|search|hits|window|timeframe|period|matches|operator|aggregation|agg)$/;

/** Whether a body gives the moment when it ended, in the past; with `isRun` only that it was resolved. */
function hasEnded(leaves: readonly Leaf[], receivedAt: number, isRun: boolean): boolean {
  const isWindow = leaves.some(({ own }) => own.some((word) => searched.test(word)));
  return leaves.some(({ owner, name, value }) => {
    if (
      (isWindow && /^(?:alert )?end(?:ed| time|)$/.test(name)) ||
      (isRun && /^(?:job |run )?end/.test(name)) ||
      owner.some((word) => contextOwners.test(word)) ||
      !/^(?:(?:incident|alert|problem|event|alarm) )?(?:(?:resolved|closed|recovered|cleared|ended|ends)(?: (?:at|on|time|date))|(?:end|recover|recovery|clear|resolve|restore) (?:time|at|date)|ended|end|resolved|cleared|recovered|restored)$/.test(
        name,
      )
    )
      return false;
    const at = readMoment(value);
    return at !== null && at > earliest && at <= receivedAt + 60_000;
  });
}
