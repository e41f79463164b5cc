// What tells one condition from another: where it is and what is watched there, whatever the sender calls it.
import { readSeverity } from '../../../../../domain/detect/severity-words.ts';
import { identityOfLabels } from '../../reading/label-identity.ts';
import { isCallOfAlert } from '../action/event-action.ts';
import { bareWords, isFailing, readState } from '../action/states.ts';
import type { Leaf } from '../leaves.ts';
import { readTitle } from '../title/titles.ts';
import { isHappening, aboutOf as nameOwner, persons, roleOf } from '../words/field-names.ts';
import { actionOfWord } from '../words/vocabulary.ts';
import { withoutMeasures, withoutMoments, withoutOpposites } from './measures.ts';

export type Place = { path: string; word: string; value: string; isId: boolean };

const numbered = new Set('port vlan unit slot floor room rack shard partition line channel lun meter bay'.split(' '));
/** The path of a name that a run has as often as it runs. */
export const nameOfRun = /(?:job|pipeline|workflow|dag|flow)[_ ]?name$/i;

const idEnd = /^(?:id|ids|uid|uuid|guid|number|no|num|ref|reference|identifier|oid|urn|arn|sid|jid|[a-z]{2,}id)$/;
const statefulNames =
  /^(?:trigger|condition|alarm|check|monitor|rule|type|kind|category|class|alert|event|health|component|service|host|item|group)$/;
/** What a condition leaves behind while it lasts: gone when it is over. */
const fleeting = /^(?:violations?|match|matches|samples?|evidence|snapshots?)$/;
/** What went wrong where, and which of an alert's own conditions were met: told only while it lasts. */
const fleetingPath = /(?:^|\.)(?:(?:monitor|check|probe|location)_?errors|violations)\./i;
const ownConditions = /^conditions\.\d/;
const ownName = /^(?:alert|rule|monitor)[._](?:id|name)$/i;
const runThings = /^(?:job|task|pipeline|workflow|step|stage|test|backup|report|release|document|documents)$/;
/** Ports that a program was given for one connection. */
const fleetingPort = /^(?:(?:src|source|client|remote|ephemeral) port|(?:process|thread|proc) id|procid)$/;
/** From where it was seen: others join them while it lasts. */
const observers =
  /^(?:failed|failing|firing|alerting|down|failure|healthy|passing) (?:locations|regions|probes|pops|countries)$/;
const contextOwners =
  /^(?:user|owner|assignee|actor|creator|sender|author|reporter|assigned|responder|responders|assignments|by)$/;
const nameEnd = /^(?:name|label|title)$/;
const kindNames = /^(?:type|kind|event|category|trigger|action|trap)$/;

/** The values that name a thing, each once, by name. */
export function placesOf(leaves: readonly Leaf[]): Place[] {
  const places: Place[] = [];
  const once = new Set(happeningsOf(leaves).flatMap((id) => [id, id.split(/[/:]/).at(-1)!]));
  const isNamed = leaves.some(({ path }) => ownName.test(path));
  for (const leaf of leaves) {
    if (places.length === 40) break;
    if (fleetingPath.test(leaf.path) || (isNamed && ownConditions.test(leaf.path))) continue;
    const value = placeValue(leaf);
    if (value !== '' && !once.has(value))
      places.push({
        path: leaf.path,
        word: aboutOf(leaf),
        value,
        isId: idEnd.test(leaf.own.at(-1) ?? '') && !nameOfCloud.test(value),
      });
  }
  return places.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}

/** `web-1.example.org`: an id that is the name of a host. */
const fullHost = /^[a-z][a-z\d-]{0,60}(?:\.[a-z][a-z\d-]{1,60}){1,5}\.[a-z]{2,10}$/i;

const machines = /^(?:host|node|server|machine|device|appliance|instance|computer|vm)$/;

/** `/subscriptions/1/virtualMachines/web-1`. */
const pathLike = /^\/?[\w.$-]{1,80}(?:\/[\w.$-]{1,100}){2,20}$/;

/** A name of a cloud that ends in a name which people gave: `arn:…:function:checkout:$LATEST`. */
const nameOfCloud = /^arn:[^\s]{1,200}[:/][a-z][a-z_-]{2,60}(?::\$?[A-Z]+)?$/i;

/** The word that says what a field is about: `host` of `host_name`, `monitor` of `monitor.name`. */
function aboutOf({ own, owner }: Leaf): string {
  const last = own.at(-1) ?? '';
  if (last === 'class' && own.length > 1) return own.at(-2)!;
  if (last === 'subject') return 'resource';
  if (/^(?:name|names|id|uid|uuid|arn|key|value|title|label|display|slug|text|desc|description)$/.test(last)) {
    return nameOwner(own, owner) || last;
  }
  return last;
}

function placeValue(leaf: Leaf): string {
  const { own, owner, name, value } = leaf;
  if (typeof value === 'boolean' || owner.some((word) => contextOwners.test(word) || fleeting.test(word))) return '';
  const last = own.at(-1) ?? '';
  const text = withoutMoments(String(value).trim());
  if (observers.test(name) || (/^(?:stack|trace)$/.test(last) && owner.includes('error'))) return '';
  if (text === '' || text.length > 300 || text.includes('\n') || fleetingPort.test(name)) return '';
  // A list of numbered things differs whenever one of them does.
  if (last === 'ids' && text.includes(',')) return '';
  // Of an error only its words tell it from another one.
  if (
    /^(?:message|class|type|value)$/.test(last) &&
    ([...owner, ...own].includes('exception') || owner.includes('error'))
  )
    return withoutRandom(withoutMeasures(text));
  if (/^(?:true|false|yes|no|on|off|t|f|none)$/i.test(text) || (last === 'flag' && /^[yn]$/i.test(text))) return '';
  if (last === 'name' && own.length === 1 && owner.length === 0 && isFailing(text)) return kindOf(text, ['event'], []);
  // `name: "down"` is how it is.
  if (last === 'name' && own.length === 1 && owner.length === 0 && /^(?:down|up|recovered|resolved)$/.test(text))
    return '';
  // A machine that has no name is called in its description.
  if (last === 'description' && own.length === 1 && machines.test(owner.at(-1) ?? '') && fullHost.test(text))
    return text;
  // What a watcher does about it says nothing of what it is.
  if (last === 'action' && own.length === 1 && /^(?:restart|start|stop|exec|monitor|unmonitor)$/i.test(text)) return '';
  if (kindNames.test(last)) return kindOf(text, own, owner);
  if (/^(?:alert|alarm|notification)$/.test(last) && /^[a-z]+(?:[._][a-z]+)+$/.test(text))
    return kindOf(text, ['event'], []);
  if (name === 'method' && isCallOfAlert(text)) return kindOf(text, ['event'], []);
  if (name === 'trap oid') return kindOf(text, ['event'], []);
  if (last === 'name' && nameOwner(own, owner) === 'event') return kindOf(text, ['event'], []);
  if (/^(?:url|uri)$/.test(last) && owner.some((word) => runThings.test(word) || word === 'deployment')) return '';
  if (last === 'source' && /[/:]/.test(text)) return withoutRun(text);
  if (/^https?:\/\//i.test(text))
    return !owner.some((word) => pages.test(word)) && isWatchedAddress(own, text) ? text : '';
  // The subject of an event is what it is about.
  if (last === 'subject') return pathLike.test(text) ? text : '';
  const role = own.length === 1 && /^(?:name|label)$/.test(last) && owner.length === 0 ? 'thing' : roleOf(own, owner);
  // Names are given by people and stay the same; numbers in the name of a run, a build or a message are its own.
  if (role === 'happening') return idEnd.test(last) && isWords(text) ? text : '';
  if (role === 'noise' && nameEnd.test(last) && !persons.has(nameOwner(own, owner)) && isNameOfHappening(own, owner))
    return withoutRunNumbers(last === 'title' ? readTitle(text).name : text);
  if (role === 'thing') {
    // A number of a job is that of a run: `jobId: 910037` is another one each time, `jobId: "nightly"` is not.
    if (
      idEnd.test(last) &&
      /^\d+$|\d{4}|[0-9a-f]{8}-|\/\w{0,8}\d\w{0,8}-/.test(text) &&
      own.concat(owner).some((word) => runThings.test(word) || /^(?:job|task|pipeline|workflow)id$/.test(word))
    )
      return '';
    if (/^[-+]?\d+(?:[.,]\d+)?(?:\s?%|\s?\p{L}{1,3})?$/u.test(text))
      return idEnd.test(last) || numbered.has(last) ? text : '';
    if (/^(?:workflow|pipelinerun|taskrun|job|run)$/.test(nameOwner(own, owner)) || /^[A-Z]{2}[0-9a-f]{32}$/.test(text))
      return withoutRunNumbers(text);
    if (/\s/.test(text) && /\d/.test(text)) return withoutCounts(text);
    if (statefulNames.test(nameEnd.test(last) ? nameOwner(own, owner) : last) && readState(text) !== null) return '';
    return withoutHappenings(text);
  }
  if (role !== 'other' || !(isToken(text) || isPhrase(text))) return '';
  if (idEnd.test(last) && own.length === 1) return isWords(text.toLowerCase()) || fullHost.test(text) ? text : '';
  return readState(text) === null && readSeverity(text) === null && !endsInState(text) ? text : '';
}

/** `/dev/sda, 47 sectors`: what is counted behind a thing tells nothing of which it is. */
const withoutCounts = (text: string) => withoutMeasures(text).replace(/(?<=[,;] )\d{1,9}(?= \p{L})/gu, '#');

/** `Backup OK`: how something went, in a field of any name. */
const endsInState = (text: string) =>
  / (?:OK|ok|failed|successful|succeeded|error)$/i.test(text) && text.split(' ').length <= 3;

/** The source of a run is what runs: `/apis/tekton.dev/…/pipelineruns/run-7` up to its run. */
const withoutRun = (text: string) =>
  text.replace(/\/(?:\w{0,20}runs?|jobs?|builds?|executions?|workflows?|pipelines?)\/[^/]{1,200}$/i, '');

/** `projects/1/deliveryPipelines/shop/releases/r-12/rollouts/x` up to what happened once. */
const withoutHappenings = (text: string) =>
  text.includes('/')
    ? text.replace(
        /\/(?:runs?|jobs?|builds?|executions?|releases?|rollouts?|deployments?)\/[^/]{0,80}\d{4}.{0,200}$/i,
        '',
      )
    : text;

/** Letters in words: an id that a program made has digits in it. */
const isWords = (text: string) => text.length <= 60 && /^\p{Ll}{3,}(?:[-_. ]\p{Ll}{2,})+$/u.test(text);

const isNameOfHappening = (own: readonly string[], owner: readonly string[]) => isHappening(nameOwner(own, owner));

/** `nightly` of `nightly-x7k2p` and of `nightly-28451230`: what a scheduler adds to the name of each run. */
export const withoutRunNumbers = (text: string) =>
  text
    .replace(/(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{8,12}(?![0-9a-z])/gi, '')
    .replace(/[-_.#/ ]?(?:\d{5,}|[0-9a-f]{8,})(?=$|[-_.#/ ])/gi, '')
    .replace(/-(?=[a-z]*\d)[bcdfghjklmnpqrstvwxz2456789]{5}$/, '')
    .replace(/^#?\d+$/, '')
    .replace(/^[A-Z]{2}[0-9a-f]{32}$/, '');

const withoutRandom = (text: string) => text.replace(/\b(?:0x)?[0-9a-f]{6,}\b|\d{2,}/gi, '#');

/** What has a page of its own: an address in it is that page. */
const pages = /^(?:alert|alarm|incident|event|issue|problem|rule|run|build|finding|error)$/;

/** An address that is watched, and no page about what happened: that has a number or a question in it. */
function isWatchedAddress(own: string[], text: string): boolean {
  const name = own.filter((word) => !/^(?:monitor|check|site|target|website|service|host)$/.test(word)).join(' ');
  if (!/^(?:url|uri|website|endpoint|address|)$/.test(name)) return false;
  return text.length < 200 && !/[?#]|\/\d+(?:\/|$)|\d{5,}|[0-9a-f]{8}-/i.test(text.slice(8));
}

/** One word as programs write names: no sentence, number, time, address or random id. */
function isToken(text: string): boolean {
  return (
    /^[\p{L}\p{N}_.:@/-]{1,120}$/u.test(text) &&
    /\p{L}/u.test(text) &&
    !/^(?:https?:\/\/|\d{4}-\d{2}-\d{2}|[0-9a-f-]{16,}$|\d+[a-z%]{1,3}$|true$|false$|#?[0-9a-f]{6}$)/i.test(text)
  );
}

/** A few words, as people name things; no sentence. */
const isPhrase = (text: string) =>
  text.length <= 60 && /^\p{L}[\p{L}\p{N} _/&()-]{1,60}$/u.test(text) && text.split(' ').length <= 4;

/** What is left of the type of an event without its state: `ssl` of `ALERT_SSL`, nothing of `ALERT_FAILURE`. */
function kindOf(text: string, own: string[], owner: string[]): string {
  if (owner.length > 0 && !/^(?:event|hit|attack|threat|detection|alert|alarm)$/.test(owner.at(-1)!)) return '';
  if (own.length > 2 || text.length > 100) return '';
  const words = bareWords(text.replace(/\b(?:dis|re)connection\b/gi, 'connection')).filter(
    (word) => !stateless.has(word) && !actionOfWord.has(word) && readSeverity(word) === null,
  );
  return words.length > 5 ? '' : withoutOpposites(words.join(' '));
}

const stateless = new Set(
  `alert alerts group event incident check monitor notification trigger state status changed change update updated policy
  created create started stopped matched cancelled continues host service message type still up down not of no was is has
  upgraded downgraded reporting exceeded met kept ended begin end threshold threshold_exceeded restored off on anomaly
  delete deleted remove removed released`.split(/\s+/),
);

export type Ids = { problem: string; watcher: string; bare: string };

/** The sender's ids, the nearest of each kind; '' where there is none. */
export function idsOf(leaves: readonly Leaf[]): Ids {
  const ids: Ids = { problem: '', watcher: '', bare: '' };
  let bareId = '';
  for (const { own, owner, value } of leaves) {
    const last = own.at(-1) ?? '';
    const text = typeof value === 'boolean' ? '' : String(value).trim();
    if (
      text === '' ||
      text === '0' ||
      text.length > 300 ||
      !idEnd.test(last) ||
      owner.some((word) => contextOwners.test(word))
    )
      continue;
    const role = roleOf(own, owner);
    // The PID of a problem is long; the one of a process is short and used again.
    if (last === 'pid' && text.length < 8) continue;
    if (role === 'problem') ids.problem ||= text;
    else if (role === 'watcher') ids.watcher ||= text;
    else if (role === 'other' && own.length === 1 && last === 'id' && !/^(?:evt|event|msg|del)_/.test(text))
      bareId ||= text;
    else if (role === 'other' && own.length === 1 && /^(?:uid|uuid|guid)$/.test(last)) ids.bare ||= text;
  }
  return { ...ids, bare: bareId || ids.bare };
}

/** The ids of what happens once; a title that tells them differs each time. */
export function happeningsOf(leaves: readonly Leaf[]): string[] {
  return leaves
    .filter(
      ({ own, owner, value }) =>
        typeof value !== 'boolean' &&
        /\d/.test(String(value)) &&
        String(value).length >= 3 &&
        String(value).length <= 100 &&
        idEnd.test(own.at(-1) ?? '') &&
        roleOf(own, owner) === 'happening',
    )
    .map(({ value }) => String(value))
    .slice(0, 20);
}

/** A key that is the same for the same places, in whatever order they came. */
export function keyOf(name: string, places: readonly Place[]): string {
  const kept = places.filter(({ value }) => value !== name);
  if (kept.length === 0) return name;
  return `${name} ${identityOfLabels(Object.fromEntries(kept.map(({ path, value }) => [path, value])))}`.trim();
}
