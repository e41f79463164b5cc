// Which of a body's texts names what is broken.

import { bareWords, isFailing, readEventName } from '../action/states.ts';
import { isLineOfPairs, pairsOfLines } from '../bodies/text-pairs.ts';
import { withoutMeasures } from '../key/measures.ts';
import type { Leaf } from '../leaves.ts';
import { persons, watching } from '../words/field-names.ts';
import { actionOfWord } from '../words/vocabulary.ts';
import { isHeadline } from './headline.ts';
import { withoutMarks } from './marks.ts';
import { hostLike, isWords, statement } from './place.ts';
import { severityOfTag } from './reading.ts';

const conditions =
  /^(?:alert|alarm|rule|condition|monitor|check|trigger|policy|problem|detector|definition|incident|issue|probe|finding|anomaly|vulnerability|violation|test|display|behavior|behaviour|offense|case|ticket|insight|search|workflow|control|threat|signature|scenario)$/;
const context =
  /^(?:user|owner|assignee|actor|creator|sender|author|org|organization|organisation|account|team|page|tenant|customer|company|workspace|project|integration|channel|space|group|source|repository|subscription|policy|service|config|client|previous|operation|bot|rule|webhook|hook|receiver|profile|repo|robot|runner|worker|executor|stream)$/;

/** What a field is of: `rule` of `rule.name`, `entity` of `entityValue.name`. */
function subjectOf(own: string[], owner: string[]): string {
  if (own[0] === 'affected' && own.at(-2) === 'display') return own.at(-3)!;
  const words =
    own.length > 1 && (own.at(-2) === 'display' || own.at(-2) === 'full') && owner.length > 0
      ? [...own.slice(0, -2), own.at(-1)!]
      : own;
  const about = words.at(-2) ?? owner.at(-1) ?? '';
  return about === 'value' && owner.length > 1 ? owner.at(-2)! : about;
}

/** How likely a field holds the title, 1 the likeliest; 0 for one that never does. Prose is 5 and more. */
function rankOf({ own, owner, name: whole, value }: Leaf): number {
  const last = own.at(-1) ?? '';
  const about = subjectOf(own, owner);
  if (/^(?:check|rule|test|signature) id$/.test(whole) && isWords(String(value))) return 4.5;
  if (
    own.some((word) => /^(?:previous|old|url|id|template|html|footer|sub|subtitle|commit|os|platform|bot)$/.test(word))
  )
    return 0;
  if (
    (own[0] === 'monitoring' && watching.test(own[1] ?? '')) ||
    owner.some((word) => /^(?:commit|contact|recipient|channel|vcs)$/.test(word)) ||
    (own[0] === 'change' && own[1] === 'message')
  )
    return 0;
  // What a program says of its failure is there only while it fails.
  if (
    [...owner, ...own].some((word) => /^(?:error|exception|failure)$/.test(word)) &&
    (/^(?:message|msg|text|reason|description|issue)$/.test(last) ||
      (own.length === 1 && /^(?:type|code)$/.test(last) && /^[A-Z]+(?:_[A-Z]+)*$/.test(String(value))))
  )
    return 7.5;
  if (errorName.test(whole) && /\S\s\S/.test(String(value))) return 5.6;
  // "3 of 9 were met": a count is what was measured.
  if (/^\W{0,3}\d{1,9} (?:of|out of|\/) \W{0,3}\d/.test(String(value))) return 7.6;
  if (/^(?:title|headline|subject|heading|titles)$/.test(last))
    return /^(?:category|plugin|board|list|feed)$/.test(about) ||
      (context.test(about) && !owner.some((word) => conditions.test(word))) ||
      about === 'job'
      ? 6
      : 1;
  // What a message is about, in words; a queue's topic has no blank.
  if (whole === 'topic' && / (?:failed|done|finished|started|error|completed|offline|online|ok)$/i.test(String(value)))
    return 1.5;
  if (
    whole === 'short description' ||
    whole === 'brief description' ||
    whole === 'summary' ||
    whole === 'alert summary'
  )
    return 2;
  if (whole === 'alertname') return 2;
  if (last === 'summary') return context.test(about) ? 6 : 3;
  if (whole === 'label' && owner.length === 0) return 4;
  if (whole === 'label' && labelled.test(owner.at(-1)!)) return 4.1;
  if (last === 'name' || last === 'names') {
    if (about === 'event') return isEventToken.test(String(value).toLowerCase()) ? 0 : 4.2;
    if (own.length === 1 && isEventToken.test(String(value)) && isFailing(value)) return 0;
    if (stages.test(String(value)) || /^(?:status|state|phase|category|tier)$/.test(about)) return 8.5;
    if (own.length === 1 && owner.length === 0) return isTokenWithNumber(String(value)) ? 6 : 4;
    // Who says it is nobody's problem; what was found says more than that something was.
    if (own.some((word) => persons.has(word))) return 8;
    if (/^(?:malware|virus|threat)$/.test(about)) return 2.9;
    // Who is to be told says less than what is wrong.
    if (about === 'rule' && owner.includes('trigger')) return 3.5;
    if (whole === 'alert rule name') return 3.4;
    return conditions.test(about) &&
      !(context.test(about) && owner.length > 0 && own.length === 1 && about !== 'rule' && about !== 'policy')
      ? 3
      : context.test(about) || /^(?:environment|env|region|cluster|namespace|stage|blueprint|template)$/.test(about)
        ? 8
        : hostLike.test(about) || about === 'asset' || (about === 'entity' && owner.at(-1) === 'value')
          ? 6.5
          : 6;
  }
  // What people call a thing that watches or runs, in their own words.
  if (/^(?:memo|remarks?)$/.test(whole)) return 4.8;
  if (last === 'key' && /^(?:process|workflow|flow|definition|template)$/.test(about)) return 3.9;
  // What is asked in a form says less than what is answered.
  if (last === 'text' && /^answers?$/.test(owner.at(-2) ?? owner.at(-1) ?? '') && /\S\s\S/.test(String(value)))
    return 0.9;
  // What a value is held against.
  if (conditions.test(last) && /[<>=]=?\s?-?\d/.test(String(value))) return 7.7;
  if (conditions.test(last) && own.length <= 2 && last !== 'definition' && last !== 'display')
    return last === 'trigger' && /^\p{Ll}+$/u.test(String(value)) ? 7.8 : 3;
  if (whole === 'desc' || /^(?:service|check|item|metric) (?:desc|description|display name|name)$/.test(whole))
    return 4;
  if (
    /^(?:desc|description)$/.test(last) &&
    /^(?:service|check|item|rule|alert|alarm|monitor|trigger|probe|log|conditions)$/.test(about)
  )
    return 4;
  // What one run said says less than the name of what ran.
  if (
    /^(?:message|msg|output)$/.test(last) &&
    own.length === 1 &&
    /^(?:log|run|execution|attempt)$/.test(owner.at(-1) ?? '')
  )
    return 6.2;
  if (/^(?:message|msg|readable)$/.test(last)) return own[0] === 'full' ? 5.4 : 5;
  // What is said of how it is differs with it.
  if (last === 'text' || last === 'event') return own.at(-2) === 'status' ? 7.6 : 5.5;
  if (last === 'reason' && String(value).length <= 60) return 5.7;
  // One line about a thing says more than its name.
  if (last === 'description' && own.length === 1 && owner.length === 0 && isOneLine(String(value))) return 5.95;
  if (last === 'reason' && /\s/.test(String(value))) return 7.9;
  if (
    /^(?:type|category)$/.test(last) &&
    !/^(?:event|message|notification|payload|webhook|hook)$/.test(about) &&
    /^[A-Z]+(?:_[A-Z]+)+$/.test(String(value))
  )
    return 5.96;
  if (
    /^(?:type|category|kind)$/.test(last) &&
    own.length <= 2 &&
    /^\S+ \S/.test(String(value)) &&
    String(value).length <= 60
  )
    return own.length === 2 && conditions.test(own[0]!) ? 5.97 : 5.9;
  // What people are asked in a form.
  if (
    own.length > 1 &&
    own.some((word) => /^(?:what|describe|broken|wrong|happened|problem|issue)$/.test(word)) &&
    /\S\s\S/.test(String(value))
  )
    return 5.8;
  if (/^(?:description|detail|details|body|output|reason|cause|content|plain)$/.test(last)) return 7;
  return 0;
}

/** What people give a name of their own. */
const labelled = /^(?:schedule|job|task|monitor|check|sensor|device|probe|site|machine|workflow|rule|alert)$/;

/** Where software runs: every sender has one of each. */
const stages = /^(?:production|prod|staging|stage|development|dev|testing|test|live|preview)$/i;
const errorName = /^error$/;
const isOneLine = (text: string) => text.length <= 120 && /\S\s\S/.test(text) && !text.includes('\n');

const fixed = /^(?:rule|check|monitor|policy|detector|probe|sensor|test|query|trigger|condition)$/;

export type Choice = {
  text: string;
  isProse: boolean;
  /** The name of what is watched, no sentence. */
  isName: boolean;
  /** A name that never tells a state or a number: `Node down` of a rule is called so when it is over too. */
  isFixed: boolean;
  /** Words about a run that say less than the name of what ran. */
  isAside?: boolean;
  /** What somebody wrote into a form. */
  isAnswer?: boolean;
  /** What the sender itself calls a title. */
  isHeadline?: boolean;
  /** The name of where something is, and not of what. */
  isPlace?: boolean;
  /** The name of something around it, such as an account. */
  isAround?: boolean;
};

/** The likeliest title of a body, '' when nothing in it could be one. A mere headline is better than nothing. */
export function chooseTitle(all: readonly Leaf[], hasState = false): Choice {
  // Where a state is told, the words of a failure are gone when it is over, and so is the code of a reason.
  const told = hasState ? all.filter(({ name }) => !errorName.test(name)) : all;
  const leaves =
    told.some(isCodeOfReason) && told.some(isOfEvent) ? told.filter((leaf) => !isCodeOfReason(leaf)) : told;
  const said = bestOf(leaves, (text) => isTitle(text));
  const failed = said === null ? leaves.find(namesFailure) : undefined;
  if (failed !== undefined)
    return {
      text: `${failed.own.join(' ')}: ${String(failed.value)}`,
      isProse: false,
      isName: false,
      isFixed: true,
    };
  const best = said ?? bestOf(leaves, (text) => isTitle(text, true));
  if (best === null) return { text: '', isProse: false, isName: false, isFixed: false };
  const { own, owner, value } = best.leaf;
  const last = own.at(-1) ?? '';
  const isQualified = own.length + owner.length > 1 || last === 'alertname';
  return {
    text: firstLine(String(value)),
    isAside:
      (last === 'reason' && own.length > 1) ||
      (best.rank >= 7 && best.rank < 8 && /^(?:message|msg|text|description)$/.test(last))
        ? true
        : /^(?:message|msg)$/.test(last) && (best.leaf.depth >= 3 || owner.at(-1) === 'status'),
    isProse: (best.rank >= 5 && best.rank < 6) || best.rank >= 7,
    isAnswer: best.rank < 1,
    isHeadline: /^(?:title|headline|subject|heading)$/.test(last),
    isPlace: (best.rank >= 6.5 && best.rank < 7) || best.rank >= 8,
    isAround: best.rank >= 8,
    isName:
      (last === 'title' && /^(?:app|application|site|project|service)$/.test(own.at(-2) ?? '')) ||
      /^(?:name|desc|alertname|label)$/.test(last) ||
      (best.rank >= 3 && best.rank < 4),
    isFixed: /^(?:name|alertname)$/.test(last) ? isQualified : fixed.test(last),
  };
}

/** `disconnectReason: KEEP_ALIVE_TIMEOUT` */
const isCodeOfReason = ({ own, value }: Leaf) =>
  own.at(-1) === 'reason' && /^(?:[A-Z\d]+(?:_[A-Z\d]+)+|[a-z\d]+(?:_[a-z\d]+)+)$/.test(String(value));

const isOfEvent = ({ name }: Leaf) => /^(?:event|event type|event name|type)$/.test(name);

/** `"SnapshotFailed": "web-1"`: what failed is the name of a field. */
const namesFailure = ({ own, owner, value }: Leaf) =>
  own.length > 1 &&
  owner.length === 0 &&
  /^(?:failed|failure)$/.test(own.at(-1)!) &&
  typeof value === 'string' &&
  /^\p{L}[\w.-]{2,80}$/u.test(value) &&
  isTitle(value);

function bestOf(leaves: readonly Leaf[], canBe: (text: string) => boolean): { leaf: Leaf; rank: number } | null {
  let best: { leaf: Leaf; rank: number } | null = null;
  for (const leaf of leaves) {
    if (typeof leaf.value !== 'string') continue;
    const base = rankOf(leaf);
    // Depth decides within a rank: leaves come nearest first.
    const rank = base + leaf.depth * 0.01;
    if (
      base === 0 ||
      (best !== null && ((rank >= best.rank && !isNameOf(leaf, best.leaf)) || isNameOf(best.leaf, leaf)))
    )
      continue;
    if (!canBe(leaf.value)) continue;
    if (/^(?:event|type|category)$/.test(leaf.own.at(-1) ?? '') && base !== 5.96 && isNameOfEvent(leaf.value)) continue;
    if (/^(?:alert|alarm|trigger|notification)$/.test(leaf.own.at(-1) ?? '') && isEventToken.test(leaf.value)) continue;
    best = { leaf, rank };
  }
  return best;
}

/** An incident that has a name tells in its summary what more there is to know. */
const isNameOf = ({ own, owner }: Leaf, { own: other, owner: otherOwner }: Leaf) =>
  own.join() === 'name' &&
  other.join() === 'summary' &&
  owner === otherOwner &&
  /^(?:incident|alert|problem|issue|case)$/.test(owner.at(-1) ?? '');

/** `core.alert`, `sync_failed`: what programs call an event. */
const isEventToken = /^[a-z]+(?:[._:/][a-z]+)+$/;

const isNameOfEvent = (text: string) =>
  /^[+-]?[\w.:-]{1,80}$/.test(text) ||
  (text.split(' ').length < 3 && readEventName(text) !== null) ||
  /^alert group /i.test(text);

/** A message beside the title, '' when there is none of one line. */
export function messageOf(leaves: readonly Leaf[]): string {
  const leaf = leaves.find(
    ({ own, value }) =>
      /^(?:message|msg|text)$/.test(own.at(-1) ?? '') &&
      typeof value === 'string' &&
      value.length <= 150 &&
      isTitle(value),
  );
  return leaf === undefined ? '' : firstLine(String(leaf.value));
}

const firstLine = (text: string) => text.trim().split(/\r?\n/, 1)[0]!.trim();

const isTokenWithNumber = (text: string) => /^[\w.:/-]{1,120}$/.test(text) && /\d|\./.test(text);

/** Whether a text could name something: no state, number, id, region, address or JSON, and no mere headline. */
export function isTitle(value: string, orHeadline = false): boolean {
  const text = firstLine(value);
  if (
    value.includes('\n') &&
    pairsOfLines(text.slice(0, 600), true).length === 1 &&
    pairsOfLines(value, false).length > 1
  )
    return false;
  if (text === '' || (!orHeadline && text.length < 200 && isHeadline(text))) return false;
  if (/^[\w.-]+(?:\/[\w.-]+){3,}$/.test(text) || comparison.test(text) || statement.test(text) || isLineOfPairs(text))
    return false;
  if (text.length > 200) return !/^\s*[{[]["{[]/.test(text);
  if (
    /^(?:[\d\s.,:%+-]+|https?:\/\/\S+|[{[]["{[].*|[0-9a-f-]{16,}|[a-z]{2}-[a-z]{3,12}-\d[a-z]?|\d{4}-\d{2}-\d{2}[\d\sT:.,Z+-]*|arn:\S+|\/subscriptions\/\S+|\S+@\S+\.\S+)$/is.test(
      text,
    )
  )
    return false;
  if (!/\p{L}/u.test(text) || /^\p{Ll}$/u.test(text)) return false;
  if (
    /\d/.test(text) &&
    /^(?:(?:current|measured|last|the|metric) )?(?:value|reading|usage)?\W{0,3}(?:is |at |of |now )?[#\s]{1,4}$/i.test(
      withoutMeasures(text),
    )
  )
    return false;
  const words = bareWords(withoutMarks(text)).join(' ');
  if (/^(?:true|false|yes|no|null|none)$/.test(words)) return false;
  return (
    !actionOfWord.has(words) &&
    !emptyNews.test(words) &&
    !(newsOfKind.test(words) && actionOfWord.has(words.split(' ')[1]!)) &&
    !/^(?:snmp ?trap|trap|syslog|webhook)$/.test(words) &&
    severityOfTag(text) === null
  );
}

/** `Service PROBLEM notification`: of what kind the thing is and how it is, and not which. */
const newsOfKind = /^(?:host|service|device|monitor|check) [a-z]+ (?:notification|alert)$/;

/** How a value was compared. */
const comparison =
  /^(?:[<>=!]{1,3}|gte?|lte?|n?eq|ne|(?:is[_ ])?(?:greater|less|lower|higher|more|equal|not[_ ]equal|above|below|over|under|outside|inside|between)(?:[_ ](?:than|to|or|equal|equals|threshold|range)){0,4}(?:[_ ][-+]?\d[\d.,]{0,12}(?: ?[°a-z%/]{1,8})?)?)$/i;

/** "New alert", "Incident was resolved": news of nothing. */
const emptyNews =
  /^(?:(?:new|the|an?|your) )?(?:(?:new|ended|closed|opened|open|resolved|triggered|active|acknowledged|recovered|cleared|firing) )?(?:alert|alarm|incident|problem|issue|event|notification)s?(?: (?:was|is|has been|has))?(?: (?:resolved|closed|opened|triggered|started|ended|recovered|cleared|created|updated|fired|firing|acknowledged|detected|open|active))?(?: (?:at|on) .{0,40})?$/;
