// What the name of an event says: `alert.created`, `sync_failed`, `comment.added`.
import { readSeverity, type SeverityMap } from '../../../../../domain/detect/severity-words.ts';
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import type { Severity } from '../../../../../domain/severity.ts';
import type { Leaf } from '../leaves.ts';
import { actionOfWord, subjectsOfWork } from '../words/vocabulary.ts';
import { isFailing, readEventName, readState } from './states.ts';

/** What speaks of another time or of something else beside the alert. */
export const former =
  /^(?:previous|prev|old|prior|last|from|before|was|desired|expected|http|code|threshold|maintenance|acknowledgement|suppression|original|override|ssl|response|visibility|acked|ack|confirmed|shelved|enabled|approval|communication|publish|postmortem|admin|activity|delivery|request|webhook|api|call|operation|record)$/;
const eventEnd = /^(?:action|event|type|kind|category|trigger|verb|hook|what|reason)$/;
/** Where a sender says `alert: sync_failed`, the alert is what happened. */
const alertItself = /^(?:alert|alarm|notification)$/;
const eventWhole =
  /^(?:event name|event type name|trigger event|webhook event|x event|event action|event kind|event direction|event title|trap|trap name|trap oid|topic)$/;

export type Event = { action: SignalAction; word: unknown; isStrong: boolean; isMove: boolean };

const kindsOfMessage =
  /^(?:event|alert|alarm|webhook|hook|trigger|message|notification|incident|record|detail|update|activity|sub|subscription)$/;
const aboutAlert =
  /note|comment|updat|chang|assign|mut|snooz|silenc|suppress|escalat|test|maintenance|heartbeat|deploy|resum|paus/i;
const kindsOfAlert = /^(?:scheduled|running|test|queued|heartbeat|change|deployment|release)$/i;

/** What the name of the event says, the strongest first. */
export function eventOf(leaves: readonly Leaf[], ownMap?: Record<string, SignalAction>): Event | null {
  let weak: Event | null = null;
  for (const { own, owner, name: whole, value } of leaves) {
    const last = own.at(-1) ?? '';
    if (typeof value !== 'string' || own.length > 3) continue;
    const isAlert = own.length === 1 && alertItself.test(last) && /^[a-z]+[._][a-z._]+$/i.test(value);
    const isName =
      last === 'name' &&
      own.length === 1 &&
      owner.at(-1) === 'event' &&
      (/[._]/.test(value) || actionOfWord.has(value.trim().toLowerCase()));
    const isCall = last === 'method' && own.length === 1 && owner.length === 0 && isCallOfAlert(value);
    const isCode = last === 'code' && /^[a-z]+(?:[A-Z_.][a-z]+)+$/.test(value) && readEventName(value) === 'resolve';
    if (!isAlert && !isName && !isCode && !isCall && !eventEnd.test(last) && !eventWhole.test(whole)) continue;
    if (owner.length > 0 && !/^(?:event|alert|incident|trigger|webhook|hook|action)$/.test(owner.at(-1)!)) continue;
    if (last === 'reason' && (own.length === 1 || value.includes(' '))) continue;
    // What was done about it: whether it is still there, nobody said.
    if (last === 'action' && doneAboutIt.test(value) && leaves.some(isOfSeverity)) continue;
    // What kind of thing it is about.
    if (last === 'kind' && kindOfThing.test(value)) continue;
    // A ticket that was added or updated is a problem of its own, however it is.
    if (whole === 'action' && doing.test(value) && leaves.some(isKindOfProblem)) continue;
    // A level is no event.
    if (last === 'type' && /^(?:info(?:rmation(?:al)?)?|debug|notice|trace)$/i.test(value)) continue;
    // What kind of message it is written as.
    if (last === 'type' && /^(?:Message|Adaptive)Card$/i.test(value)) continue;
    // `action: {"type": "WebhookAction"}` is how it was sent.
    if (last === 'type' && own.length === 1 && owner.at(-1) === 'action' && /action$/i.test(value)) continue;
    // An `objectSchemaType: IncidentComment` is a comment whatever its incident is.
    if (/^(?:type|kind)$/.test(last) && /[A-Za-z][ _.]?(?:Comment|Note|Followup|Reply)$/.test(value))
      return { action: 'change', word: value, isStrong: true, isMove: true };
    if (
      own.some(
        (word) =>
          (former.test(word) && !isCode && !eventWhole.test(whole)) ||
          /^(?:resource|metric|check|monitor|object|entity|issue|node|host)$/.test(word),
      )
    )
      continue;
    if (/^form[_. ]?response$/i.test(value) && leaves.some(asksForHelp)) continue;
    const named =
      readEventName(value) ?? (whole === 'action' ? readEventName(`${workOf(leaves)} ${value}`.trim()) : null);
    const said =
      (last === 'action' && /^released?$/i.test(value) && leaves.some(isOfAlertItself) ? 'resolve' : named) ??
      (/[a-z][._]completed?$/i.test(value) ? null : readState(value, ownMap)) ??
      (isFailing(value) ? 'trigger' : isDoneBySomebody(value, leaves) ? 'change' : null);
    if (said === null) continue;
    const isType = /^(?:type|kind|category)$/.test(last);
    const isLoneType = isType && own.length === 1;
    // `policy_type: config` says what kind of policy it is.
    if (isType && own.length > 1 && !kindsOfMessage.test(own.at(-2)!)) continue;
    // `alert_type: new-package` is an alert of that kind; only what people do about an alert is none.
    if (isType && own.at(-2) === 'alert' && said === 'change' && /[-_ ]/.test(value) && !aboutAlert.test(value))
      continue;
    // `alert_type: scheduled` says of what kind the alert is, and not that work is done.
    if (isType && own.length > 1 && said === 'change' && kindsOfAlert.test(value)) continue;
    // A type is mostly of what kind a thing is: `normal` or `success` there is no end.
    if (
      isLoneType &&
      said === 'resolve' &&
      /^[a-z]+$/i.test(value) &&
      !/^success$|recover|resol|clear|clos|restor/i.test(value)
    )
      continue;
    const isLoneWork =
      said === 'change' &&
      /^\W*(?:test|testing|ping|deploy|deployment|release|push|build|job|task|running|heartbeat|project|user|team|service|image|package|maintenance|change|schedule|page view|running)\W*$/i.test(
        value,
      );
    const isPaid = said === 'change' && /(?:succeeded|paid)$/i.test(value);
    const isMove =
      said === 'change' &&
      (named !== null || doing.test(value)) &&
      !/note|comment|reply|article/i.test(value) &&
      /(?:creat|delet|add|mov|edit|updat|enabl|disabl)e?d?$/i.test(value);
    const isStrong = isPaid || ((said !== 'trigger' || named !== null) && !isLoneType && !isLoneWork && !isMove);
    if (isStrong) return { action: said, word: value, isStrong, isMove };
    if (weak === null || (weak.action === 'trigger' && said !== 'trigger' && !isFailing(weak.word)) || isFailing(value))
      weak = { action: said, word: value, isStrong, isMove };
  }
  return weak;
}

/** `payment` of `resource_type: payments` beside an `action`. */
const workOf = (leaves: readonly Leaf[]) =>
  String(leaves.find(({ name }) => name === 'resource type')?.value ?? '')
    .replace(/s$/, '')
    .slice(0, 40);

const isKindOfProblem = ({ name, value }: Leaf) =>
  /^(?:type|(?:object|entity|resource) type)$/.test(name) &&
  /^(?:ticket|incident|case|alert|alarm|problem)s?$/i.test(String(value));

/** An alert that is released is over; all else that is released is work. */
const isOfAlertItself = ({ name }: Leaf) => /^(?:alert|alarm) (?:id|key|name|type)$/.test(name);

/** `alarm.clear` */
export const isCallOfAlert = (value: string) =>
  /^(?:alarm|alert|incident|problem)s?[._/:][a-z]+$/i.test(value) && readEventName(value) !== null;

const kindOfThing = /^(?:Deployment|Job|Build|Pipeline|Workflow|Image|Project|Task|Release|Package)$/;
const doneAboutIt = /^(?:notified|blocked|dropped|denied|quarantined|prevented|detected|logged|allowed)$/i;
const isOfSeverity = ({ own }: Leaf) => own.at(-1) === 'severity';

/** What people write in a form when something is wrong. */
const asksForHelp = ({ value }: Leaf) =>
  typeof value === 'string' &&
  /\b(?:outage|incident|broken|emergency|not working|is down|problem|failing|failure|urgent)\b/i.test(
    value.slice(0, 500),
  );

const doing = /^(?:[a-z]+[-_. ]){0,3}(?:created|added|updated|deleted|removed|enabled|disabled|archived|renamed)$/i;
const doer = /^(?:user|username|user name|user login|created by|updated by|changed by|actor|actor name|login)$/;
/** What tells of a condition or of a request for help, and not only of what somebody did. */
const condition =
  /^(?:severity|priority|sev|urgency|level|title|subject|summary|headline|message|msg|alert|alarm|incident|problem|issue|ticket|monitor|check|host|hostname)$/;

/** `event: updated` with the name of who did it, in a body that tells of no condition: a set-up was changed. */
const isDoneBySomebody = (value: string, leaves: readonly Leaf[]) =>
  doing.test(value) &&
  (leaves.some(({ own, owner }) => doer.test([...owner.slice(-1), ...own].join(' ')) || doer.test(own.join(' '))) ||
    (/[._].*(?:created|updated|renamed|archived)$/.test(value) && value.length < 60) ||
    leaves.some(({ owner }) => subjectsOfWork.has(owner.at(-1) ?? ''))) &&
  !leaves.some(({ own, owner }) => [...owner, ...own].some((word) => condition.test(word)));

/** `event: sync_completed` and no word of how it went. */
export const isDone = ({ own, name, value }: Leaf) =>
  ((own.length <= 2 && own.at(-1) === 'event') ||
    (own.length === 1 && own[0] === 'type') ||
    /^event (?:type|name)$/.test(name)) &&
  /^[a-z]+(?:[._][a-z]+){0,3}[._](?:completed|finished)$/i.test(String(value));

/** The severity that the name of an event tells. */
export function severityOfEvent(event: Event | null, severityMap?: SeverityMap): Severity | null {
  return event?.action === 'trigger' &&
    !/^(?:alert|page|red|high|active|error|attention|info|alarm)$/i.test(String(event.word).trim())
    ? readSeverity(event.word, severityMap)
    : null;
}
