import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { isUnknownSeverity, readSeverity } from '../../../../domain/detect/severity-words.ts';
import type { SignalAction } from '../../../../domain/detect/signal.ts';
import { anyText, type JsonObject } from '../reading/json-value.ts';
import { actionOf, type ReadAction } from './action/action.ts';
import { severityOf } from './action/severity-field.ts';
import { bareWords, readState } from './action/states.ts';
import type { GenericSettings } from './generic-settings.ts';
import { conditionKey, declaredKey } from './key/condition-key.ts';
import { nameOfRun, type Place, placesOf } from './key/identity.ts';
import { withoutMeasures } from './key/measures.ts';
import { type Leaf, leavesOf } from './leaves.ts';
import { valueAt } from './paths.ts';
import type { Arrival, Reading } from './reading.ts';
import { type Choice, chooseTitle } from './title/choice.ts';
import { eventTitle, fullTitle } from './title/full-title.ts';
import { senderOfHeadline } from './title/headline.ts';
import { isPhrase, titleOfPlaces } from './title/place.ts';
import { readTitle } from './title/titles.ts';

/** Reads a body of which nothing is known, by the names of its fields. */
export function readItem(
  item: JsonObject,
  objects: JsonObject[],
  settings: GenericSettings,
  request: Arrival,
  part: string,
  odd: OddPart[],
): Reading {
  const leaves = leavesOf(item);
  const given = settings.title ? anyText(valueAt(item, settings.title), 2_000).trim() : '';
  const own = placesOf(leaves);
  const asked = actionOf(leaves, request.receivedAt, settings.stateMap);
  const likeliest = chooseTitle(leaves, asked.action !== null);
  const choice =
    given === '' && saysWhat(likeliest, own, asked, leaves)
      ? likeliest
      : { text: given, isProse: false, isName: false, isFixed: false };
  const title = readTitle(choice.text, choice.isFixed);
  const scope = title.scope.length === 0 ? [] : leavesOf({ scope: title.scope });
  const more = [...scope, ...leavesOf(sentFrom(leaves, choice.text))];
  const places = more.length === 0 ? own : placesOf([...leaves, ...more]);
  const told = settings.state ? ownState(item, settings, part, odd) : undefined;
  const isOverruled = title.isHead && title.action === 'resolve' && !plainTrigger.test(String(asked.word));
  const byTitle =
    asked.isWeak || asked.action === null || isOverruled
      ? (title.action ?? endBelow(leaves) ?? workBelow(leaves))
      : null;
  const action = told ?? byTitle ?? asked.action ?? 'trigger';
  if (asked.unknown !== undefined && byTitle === null && !settings.state) {
    noteOdd(odd, part, `The state ${anyText(asked.unknown, 60)} is not known and was read as a trigger.`);
  }
  const declared = anyText(settings.dedupKey ? valueAt(item, settings.dedupKey) : declaredKey(objects), 4_096);
  const key =
    declared ||
    conditionKey({
      leaves,
      places,
      title,
      isName: choice.isName,
      isAnswer: choice.isAnswer === true,
      isRun: isRunState(asked.word),
      assignedKey: request.assignedKey,
    });
  const subject = title.subject || titleOfPlaces(places) || eventTitle(asked.word);
  if (subject === '') noteOdd(odd, part, 'Nothing in it could be a title.');
  const { severity, unknown } = fieldSeverity(item, leaves, settings);
  return {
    action,
    rawTitle: choice.text,
    title: given === '' ? fullTitle(subject, places, choice, asked.word, action, leaves) : subject,
    key,
    severity:
      severity ??
      (action === 'trigger' ? (asked.severity ?? title.severity) : null) ??
      settings.defaultSeverity ??
      null,
    unknownSeverity: unknown,
  };
}

/** Whether the likeliest title says more than the names of what runs, is measured or merely is the place. */
function saysWhat(likeliest: Choice, places: readonly Place[], { word }: ReadAction, leaves: readonly Leaf[]): boolean {
  if (
    likeliest.isAside === true &&
    (isRunState(word) || places.some(({ word: about, isId }) => !isId && isRunner.test(about)))
  )
    return false;
  // What a failed run says of its failure is gone with the next run.
  if (
    likeliest.isProse &&
    isRunState(word) &&
    places.some(({ path, isId }) => !isId && (nameOfRun.test(path) || runItself.test(path)))
  )
    return false;
  if (
    likeliest.isPlace === true &&
    places.some(({ word: about, value }) => isPart.test(about) && value !== likeliest.text)
  )
    return false;
  if (likeliest.isAround === true && places.some((place) => isPhrase(place) && place.value !== likeliest.text))
    return false;
  return !isReading(likeliest, places, leaves);
}

/** A run that is named by its kind alone: `"job": "nightly"`. */
const runItself = /^(?:job|backup|pipeline|workflow|dag|script|playbook)$/i;

const isPart =
  /^(?:check|service|sensor|monitor|job|flow|workflow|task|cmd|command|script|metric|probe|module|model|suite)$/;

/** `load is 12` beside the service `load` and its host: what was measured is no name, and no sentence of how it compares is. */
function isReading(
  { text, isProse, isName, isHeadline }: Choice,
  places: readonly Place[],
  leaves: readonly Leaf[],
): boolean {
  if (isName || !places.some(({ word }) => machine.test(word))) return false;
  const bare = withoutMeasures(text);
  if (bare === text) return false;
  const lower = text.toLowerCase();
  const watched = places.filter(({ word, isId, value }) => !isId && measured.test(word) && value !== text);
  const named = watched.find(({ value }) => lower.includes(value.toLowerCase()));
  if (isProse && named !== undefined) return true;
  // A summary with more words than how it compares may be of one among several.
  if (!isHeadline && named !== undefined && compares.test(text))
    return bareWords(bare.toLowerCase().replace(named.value.toLowerCase(), '')).length <= 4;
  // A sentence that tells the value beside it is the reading of what has that value.
  return (
    isProse &&
    watched.length > 0 &&
    leaves.some(
      ({ own, value }) => isValue.test(own.join(' ')) && typeof value === 'number' && text.includes(String(value)),
    )
  );
}

const machine = /^(?:host|hostname|server|node|device|machine|instance)$/;
const measured = /^(?:service|check|sensor|metric|monitor|plugin|item|probe)$/;
const isValue = /^(?:metric|value|current value|metric value|reading|last value)$/;
const compares =
  /\b(?:above|below|over|under|exceed(?:s|ed)|(?:greater|less|lower|higher|more) than|within|out of range|in range|back to)\b/i;

/** What runs, and has a name of its own. */
const isRunner = /^(?:pipeline|plan|job|workflow|task|dag|sync|flow|rollout)$/;

/** The device that a headline above the title names. */
function sentFrom(leaves: readonly Leaf[], title: string): JsonObject {
  const leaf = leaves.find(({ name, value }) => name === 'title' && typeof value === 'string' && value !== title);
  const host = leaf === undefined ? '' : senderOfHeadline(String(leaf.value).slice(0, 200));
  return host === '' ? {} : { host };
}

const workBelow = (leaves: readonly Leaf[]): SignalAction | null =>
  leaves.some(
    ({ owner, name, value }) =>
      owner.length === 0 &&
      typeof value === 'string' &&
      value.startsWith('Successfully ') &&
      /^(?:text|body|message|msg)$/.test(name) &&
      workDone.test(value),
  )
    ? 'change'
    : null;

/** `OKs: /data is 12` and `CPU is back to normal` below a title that tells no state. */
const endBelow = (leaves: readonly Leaf[]): SignalAction | null =>
  leaves.some(
    ({ owner, name, value }) =>
      owner.length === 0 &&
      /^(?:description|text|body|message)$/.test(name) &&
      typeof value === 'string' &&
      (/^\s{0,20}(?:OKs?|RECOVERY|RECOVERED|Recovered|RESOLVED|Resolved|CLEARED|Cleared)\s?[:-]\s/.test(value) ||
        tellsEnd.test(value.slice(0, 300).split('\n', 1)[0]!)),
  )
    ? 'resolve'
    : null;

/** "Successfully updated the shop": somebody's work is done. */
const workDone = /^Successfully (?:updated|upgraded|deployed|installed|created|published|released|applied|migrated)\b/;

const tellsEnd =
  /^[^.!?]{0,150} (?:is|are|has|have) (?:now )?(?:back (?:to normal|in range|within (?:range|limits)|online|up)|recovered|returned to normal)(?: again)?[.!]?$|^All [\w -]{1,60} are passing\b/i;

/** States that leave no doubt; beside any other one `Resolved: …` in front of the title counts. */
const plainTrigger =
  /^(?:firing|fired|triggered|trigger|problem|down|critical|failed|failure|alerting|alarm|failing)$/i;

/** Runs fail and succeed: each has a number of its own, and what failed is named by its name. */
const isRunState = (word: unknown) =>
  /^(?:[a-z]{3,20}_)?(?:failed|failure|success|successful|succeeded|completed|finished|error|errored|passed|aborted|timed?[ _]?out|complete|fail|broken|fixed)$/i.test(
    String(word),
  );

function ownState(item: JsonObject, settings: GenericSettings, part: string, odd: OddPart[]): SignalAction | undefined {
  const word = valueAt(item, settings.state!);
  const action = readState(word, settings.stateMap);
  if (action === null && word !== undefined) {
    noteOdd(odd, part, `The state ${anyText(word, 60)} is not known and was read as a trigger.`);
  }
  return action ?? 'trigger';
}

function fieldSeverity(item: JsonObject, leaves: readonly Leaf[], settings: GenericSettings) {
  if (!settings.severity) return severityOf(leaves, settings.severityMap);
  const word = valueAt(item, settings.severity);
  const severity = readSeverity(word, settings.severityMap);
  return { severity, unknown: isUnknownSeverity(word, settings.severityMap) ? anyText(word, 100) : '' };
}
