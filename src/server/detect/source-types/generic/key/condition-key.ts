// The key of a body, declared or made: the same for a problem, its repeats and its end, another one for all else.
import { anyText, field, type JsonObject } from '../../reading/json-value.ts';
import { bareWords } from '../action/states.ts';
import { isLineOfPairs } from '../bodies/text-pairs.ts';
import type { Leaf } from '../leaves.ts';
import { firstUnder } from '../paths.ts';
import { namesWhat } from '../title/place.ts';
import type { ReadTitle } from '../title/titles.ts';
import { roleOf } from '../words/field-names.ts';
import { usualNames } from '../words/usual-names.ts';
import { happeningsOf, idsOf, keyOf, nameOfRun, type Place, withoutRunNumbers } from './identity.ts';
import { withoutMeasures, withoutOpposites } from './measures.ts';

/** `error.type`, `exceptionMessage`, `errorStatus.message`: what is said of how a run failed. */
const failure =
  /(?:^|\.)errors?\.|(?:^|[._]|[a-z])(?:error|exception|failure)(?:[._]?(?:message|msg|reason|text|type|class|description|details?|status|code|cause)){0,3}$/i;

export type KeyParts = {
  leaves: readonly Leaf[];
  places: readonly Place[];
  title: ReadTitle;
  /** Whether the title is the name of what is watched and no sentence about it. */
  isName: boolean;
  /** Whether it is what somebody wrote into a form: the form's own id is that of all of them. */
  isAnswer: boolean;
  /** Whether its state is one that runs end in: an id beside it is that of the run. */
  isRun: boolean;
  /** For a body in which nothing at all names anything. */
  assignedKey: string;
};

/** The sender's id of the problem alone; else the id of what watches or the title, with all places. */
export function conditionKey({ leaves, places: all, title, isName, isAnswer, isRun, assignedKey }: KeyParts): string {
  // What went wrong in a run is gone with the next one that goes well.
  const places = isRun ? all.filter(({ path }) => !failure.test(path)) : all;
  const ids = idsOf(leaves);
  if (ids.problem !== '') return ids.problem;
  // A certificate that expires must not hide that the same monitor is down: the type of the alert counts as a place.
  // One by one they fail and recover; the watcher that lists them is the condition.
  const lasting = places.filter(({ path }) => !/(?:^|\.)(?:failing|violating)[_ ]?[a-z]{2,20}s(?:\.\d+)?$/i.test(path));
  if (
    ids.watcher !== '' &&
    !isAnswer &&
    !(isName && places.some(({ isId, value, word }) => !isId && value !== title.subject && !kinds.test(word)))
  )
    return keyOf(
      ids.watcher,
      lasting.filter(({ value, word }) => value !== ids.watcher && word !== 'name' && value !== title.subject),
    );
  const hasState = title.action !== null && title.subject !== '';
  const named = places.filter(({ word, value }) => value !== title.subject && !kinds.test(word));
  if (named.length === 0 && ids.bare !== '' && !isRun && !hasState && !isRunAddress(leaves)) {
    return keyOf(
      ids.bare,
      places.filter(({ word }) => kinds.test(word)),
    );
  }
  const plain = title.action === null && !isName ? withoutOpposites(title.name) : title.name;
  const run = isRun ? places.find(({ path, isId }) => !isId && nameOfRun.test(path))?.value : undefined;
  // A word that stands alone is said of many things: what is said beside it tells them apart.
  const isLoneWord =
    /^\p{Ll}{2,20}$/u.test(plain) &&
    run === undefined &&
    places.every(({ value }) => bareWords(value).join(' ') === plain);
  const told =
    isLoneWord || leaves.some(isOfContactForm)
      ? joinedTexts(plain, proseOf(leaves))
      : plain ||
        run ||
        (places.some(namesWhat) ? '' : proseOf(leaves) || (named.length === 1 ? sentencesOf(leaves) : ''));
  const ran =
    places.find(({ value }) => told.startsWith(`${value}-`) && withoutRunNumbers(told) === value)?.value ?? told;
  const name = happeningsOf(leaves).reduce((text, id) => (id === ran ? text : text.replaceAll(id, '#')), ran);
  const key = keyOf(
    name,
    places.filter(({ value }) => value !== title.subject),
  );
  if (key !== '') return key;
  return textsOf(leaves) || assignedKey;
}

/** `your-subject`, `your-message`: people write what they mean into the message. */
const isOfContactForm = ({ path, depth }: Leaf) => depth === 0 && /^your[-_]message$/i.test(path);

const joinedTexts = (one: string, other: string) => (other === one ? one : `${one} ${other}`.trim());

const kinds = /^(?:type|kind|event|category|trigger|action)$/;

/** An address such as `…/jobs/12`: what its id numbers is a run. */
const isRunAddress = (leaves: readonly Leaf[]) =>
  leaves.some(
    ({ value }) =>
      typeof value === 'string' &&
      value.length < 500 &&
      /^https?:\/\/\S*\/(?:jobs?|runs?|builds?|executions?|pipelines?|events?)\/[^/\s]+\/?$/.test(value),
  );

/** What a body says in sentences that are no title, where nothing else tells it from another one. */
const proseOf = (leaves: readonly Leaf[]) =>
  withoutMeasures(
    String(
      leaves.find(({ name, value }) => prose.test(name) && typeof value === 'string' && !isLineOfPairs(value))?.value ??
        '',
    ).slice(0, 300),
  );
const prose = /^(?:text|message|msg|body|content|description|details|output)$/;

/** The sentences under names that say nothing of what they are, such as the questions of a form. */
const sentencesOf = (leaves: readonly Leaf[]): string =>
  leaves
    .filter(
      ({ own, owner, value }) =>
        typeof value === 'string' &&
        /\S\s\S+\s\S/.test(value.slice(0, 300)) &&
        ![...owner, ...own].includes('error') &&
        roleOf(own, owner) === 'other',
    )
    .slice(0, 10)
    .map(({ value }) => withoutMeasures(String(value).slice(0, 300)))
    .join(' ');

/** All words of a body that names nothing, so that it repeats as one alert. */
function textsOf(leaves: readonly Leaf[]): string {
  const texts = leaves.filter(
    ({ value }) => typeof value === 'string' && /\p{L}/u.test(value.slice(0, 200)) && !/^\d{4}-\d{2}-\d{2}/.test(value),
  );
  return keyOf(
    '',
    texts.slice(0, 40).map(({ path, value }) => ({ path, word: '', value: String(value), isId: false })),
  );
}

/** An alias is a key beside a message of Opsgenie's form and else a second name; an entity's id is one in VictorOps'. */
export function declaredKey(objects: JsonObject[]): unknown {
  const declared = firstUnder(objects, usualNames.dedupKey);
  // ChirpStack numbers each message of a radio so that one that several gateways heard counts once.
  const isOfMessage = objects.some((object) => Object.hasOwn(object, 'fCnt') || Object.hasOwn(object, 'devAddr'));
  if (declared !== undefined && !isOfMessage) {
    const places = isPartOfKey(declared, objects) ? hostsOf(objects) : [];
    return keyOf(anyText(declared, 4_096), places);
  }
  const has = (object: JsonObject, ...names: string[]) => names.some((name) => Object.hasOwn(object, name));
  for (const object of objects) {
    if (has(object, 'alias') && has(object, 'message', 'alertId', 'tinyId'))
      return anyText(field(object, 'alias'), 4_096);
    if (has(object, 'entity_id') && has(object, 'message_type')) return anyText(field(object, 'entity_id'), 4_096);
  }
  return undefined;
}

const keyNames = ['alert_key'];
const hostNames = ['host', 'hostname', 'host_name', 'node', 'cluster_name', 'instance', 'device'];

/** `"alert_key": "Disk space"` beside a host is the key of what is wrong there, on that host alone. */
const isPartOfKey = (declared: unknown, objects: JsonObject[]) =>
  typeof declared === 'string' &&
  /^\p{L}[\p{L} _-]{1,60}$/u.test(declared) &&
  firstUnder(objects, keyNames) === declared;

/** The host or cluster that a body names beside its key. */
function hostsOf(objects: JsonObject[]): Place[] {
  const host = anyText(firstUnder(objects, hostNames), 300);
  return host === '' ? [] : [{ path: 'host', word: 'host', value: host, isId: false }];
}
