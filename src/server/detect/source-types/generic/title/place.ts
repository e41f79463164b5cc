// How the place where something is broken is added to a title, and how a title is made of places alone.
import type { Place } from '../key/identity.ts';

/** What hosts are called. */
export const hostLike =
  /^(?:host|hosts|dev|thing|robot|appliance|hostname|node|nodename|instance|server|machine|vm|device|droplet|fqdn|computer|virtualmachine|hypervisor|agent|array)$/;
/** Of several hosts in one body these are what is broken; the others are where or by whom it was seen. */
const hostFirst = /^(?:host|hostname|machine|server|computer|vm|fqdn|nodename)$/;
const hostLast = /^(?:agent|instance|dev|robot)$/;
const thingLike =
  /^(?:resource|target|targets|entity|object|assets?|artifacts?|pod|container|component|element|part|item|site|website|queue|volume|disk|drive|mount|mountpoint|filesystem|share|lun|interface|circuit|tunnel|peer|neighbor|neighbour|gateway|router|switch|ap|subnet|network|bucket|function|lambda|route|sensor|probe|equipment|pump|motor|turbine|valve|tank|line|camera|printer|door|meter|battery|inverter|panel|charger|elevator|lift|vehicle|truck|robot|plant|factory|building|room|rack|store|wallet|validator|chain|connection|connector|feed|certificate|cert|domain|repository|repo|facility|application|app|system|partition|shard|replica|broker|consumer|table|collection|process|unit|hub|slot|module|fan|monitor|check|name|image|test|workload|deployment|bdb|dataset|stream|channel|zone|location|rollout|origin|upstream|backend)$/;
const lastResort =
  /^(?:src|project|cluster|namespace|database|db|ip|address|endpoint|topic|workspace|location|index|stack|url|uri|service|job|pipeline)$/;
const apart = /^(?:metric|series|scope|group|dimension|facet|key|backup)$/;
const around = /^(?:environment|tenant|customer|account|provider)$/;
const aboutLike =
  /^(?:service|check|monitor|sensor|job|application|app|pipeline|probe|process|items?|dag|workflow|flow|task|plan|module|cmd|command|script|class|suite|plugin)$/;
const conditionLike =
  /^(?:metric|variable|datapoint|datasource|rule|condition|policy|alarm|alert|alertname|trigger|measurement|query|detector|item|test)$/;

/** The places that a reader needs beside the subject: where it is, and of a mere message also what it is about. */
export function withPlace(
  name: string,
  places: readonly Place[],
  isProse: boolean,
  isKnown = false,
  isName = false,
): string {
  const subject = pathOf(name, places);
  const lower = subject.toLowerCase();
  const has = (value: string) => lower.includes(value.toLowerCase()) || lower.includes(hostOf(value.toLowerCase()));
  const values = places
    .filter(
      ({ value, word, path }) =>
        value.length <= 500 &&
        !/^(?:\d+|default)$/i.test(value) &&
        // Where a thing stands says less than what it is called.
        !(
          /^(?:location|ip|device)$/.test(word) &&
          places.some(
            (other) =>
              (word !== 'device' && other.path === path.replace(/(?:location|ip)$/i, 'Name')) ||
              other.path === `${path}_name`,
          )
        ) &&
        // A device that is called as its model has no name.
        !(word === 'device' && places.some((other) => /model$/i.test(other.path) && other.value === value)),
    )
    .map((place) => ({
      ...place,
      // A client is a customer, or the machine that is backed up.
      word: place.word === 'client' && /^[a-z][\w.-]{1,60}\d$/i.test(place.value) ? 'host' : place.word,
      value: shortName(place.value),
    }));
  const title = placed(
    subject,
    values,
    has,
    isKnown ? [hostLike, thingLike] : [hostLike, thingLike, lastResort, around],
  );
  const kind = isProse ? aboutLike : isName ? partLike : null;
  const about = values.find(
    ({ path, word, isId, value }) =>
      !isId &&
      (kind?.test(word) || (isProse && /source_?name$/i.test(path))) &&
      value !== subject &&
      !/^(?:main|master)$/.test(value) &&
      !title.toLowerCase().includes(value.toLowerCase()),
  );
  const part =
    about ??
    ((isProse && subject.split(' ').length > 3) || title === subject
      ? undefined
      : values.find(({ word, isId, value }) => !isId && partOfHost.test(word) && !readsLikeId.test(value)));
  return part === undefined || title.toLowerCase().includes(part.value.toLowerCase())
    ? title
    : `${part.value}: ${title}`;
}

/** What of a host it is about, beside the host. */
const partOfHost =
  /^(?:resource|object|component|element|interface|disk|volume|mount|mountpoint|filesystem|queue|topic|fan|battery|circuit)$/;
const readsLikeId = /^[\d.:]+$|[0-9a-f]{8}|:.*:|\//i;

/** What of a thing is watched: its name alone does not say it. */
const partLike = /^(?:module|sensor|workflow|job|flow|pipeline|step|stage|check|task|probe|backup)$/;

/** `web-1/Disk space` of `Disk space`, where such a path is told. */
const pathOf = (name: string, places: readonly Place[]) =>
  places.find(({ value, word, isId }) => !isId && word === 'path' && value.length <= 120 && value.endsWith(`/${name}`))
    ?.value ?? name;

/** `web-1` of `web-1.example.org` and of `web-1:9100`, where it is no mere number. */
function hostOf(value: string): string {
  const host = /^([a-z][\w-]{2,60})(?:\.[\w.-]{1,200}|:\d{1,5})$/.exec(value)?.[1];
  return host === undefined || !/[\d-]/.test(host) ? value : host;
}

const at = (subject: string, where: string) => (/\s/.test(where) ? `${subject} (${where})` : `${subject} on ${where}`);

/** `db-2.example.org`, whatever the field is called. */
const isHostName = /^(?=[^.]*[a-z])[a-z\d-]{2,60}(?:\.[a-z\d-]{2,60}){1,5}\.[a-z]{2,10}$/i;
const elsewhere =
  /^(?:org|organization|organisation|team|group|user|owner|policy|environment|env|region|stage|account)$/;

/** What an alert went through on its way. */
const passesOn = /^(?:workflow|policy|rule|action|integration|channel|notification|alert|event|monitor|check)$/;

/** What is a host beyond doubt: beside another one a name that reads like a host's may be of anything. */
const firmHost =
  /^(?:host|hosts|thing|hostname|node|nodename|server|machine|vm|device|droplet|fqdn|computer|virtualmachine|hypervisor|array)$/;

/** `web-1`: an id that somebody thought of. */
const handWritten = /^[a-z]{2,20}(?:-[a-z]{2,20}){0,3}-\d{1,3}$/i;

/** What may read like a host's name and is none. */
const notWhere = /^(?:metric|variable|item|key|class|type|package|image|url|uri|domain|name|version|query|entity)$/;

/** Names before ids, and of several hosts the one that is broken. */
const rankOfHost = ({ word, isId, path }: Place) =>
  (isId ? 4 : 0) +
  (/(?:^|\.)(?:application|organization|organisation|integration|account)\./i.test(path) ? 3 : 0) +
  (hostFirst.test(word) || /^name$/i.test(path) ? 0 : hostLast.test(word) || /url$/i.test(path) ? 2 : 1);

/** A service says more than the cluster that it runs in. */
const rankOfArea = ({ word }: Place) => (/^(?:cluster|namespace|location|stack|index)$/.test(word) ? 1 : 0);

function placed(
  subject: string,
  values: readonly Place[],
  has: (value: string) => boolean,
  kinds: readonly RegExp[],
): string {
  const pod = values.find(({ word }) => word === 'pod');
  const namespace = values.find(({ word }) => word === 'namespace');
  if (pod !== undefined) {
    if (has(pod.value)) return subject;
    return `${subject} (${namespace === undefined || has(namespace.value) ? pod.value : `${namespace.value}/${pod.value}`})`;
  }
  for (const kind of kinds) {
    const named =
      kind === lastResort ||
      (kind === hostLike && !values.some(({ word, value }) => firmHost.test(word) && value !== subject))
        ? [...values.filter(({ word }) => thingLike.test(word)), ...values].find(
            ({ value, word }) =>
              isHostName.test(value) &&
              !elsewhere.test(word) &&
              !(kind === hostLike && notWhere.test(word)) &&
              !hostLike.test(word) &&
              !has(value) &&
              value !== subject,
          )
        : undefined;
    if (named !== undefined) return at(subject, named.value);
    const alike = values
      .filter(
        ({ word, isId, value }) =>
          kind.test(word) &&
          (!isId ||
            (kind === hostLike
              ? isHostName.test(value)
              : kind === thingLike && ((isWords(value) && /[-_]/.test(value)) || handWritten.test(value)))) &&
          value !== subject,
      )
      // `DATASOURCE` beside a name is of what kind the thing is.
      .filter(({ value }, _, all) => kind === hostLike || all.length === 1 || !/^[A-Z]{3,}(?:_[A-Z]+)*$/.test(value))
      .sort((one, other) => rankOfHost(one) - rankOfHost(other) || rankOfArea(one) - rankOfArea(other));
    // A short word such as `disk` may be in the subject for another reason; a host's name is not.
    if (alike.some(({ value }) => has(value) && (kind === hostLike || value.length > 5 || /\d/.test(value))))
      return subject;
    const where = alike.find(
      ({ value }) =>
        value.length <= 120 &&
        !has(value) &&
        !hostLike.test(value) &&
        !thingLike.test(value.toLowerCase()) &&
        !/^(?:main|master)$/.test(value),
    );
    if (where !== undefined) return at(subject, where.value);
  }
  const other = values.find(
    ({ path, value, word, isId }) =>
      !has(value) &&
      value !== subject &&
      !/^(?:event|type|kind|category)$/.test(word) &&
      value.length <= 120 &&
      (isHostName.test(value) ||
        (!isId &&
          (/[._](?:name|NAME)$/.test(path) || (/[a-z]Name$/.test(path) && !passesOn.test(word))) &&
          !elsewhere.test(word))),
  );
  if (values.some(({ word, value }) => hostLike.test(word) && has(value))) return subject;
  const where =
    other ??
    values.find(({ word, isId, value }) => isId && hostLike.test(word) && value !== subject) ??
    // What tells it from its like should be read, too.
    values.find(({ word, value }) => apart.test(word) && !has(value) && value !== subject && value.length <= 80);
  return where === undefined ? subject : at(subject, where.value);
}

/** The last part of a long name of a cloud: `web-1` of `/subscriptions/…/virtualMachines/web-1`. */
function shortName(value: string): string {
  if (!/^(?:arn:|\/subscriptions\/|\/\/|projects\/|https?:\/\/)/i.test(value)) return value;
  if (/^https?:/i.test(value)) return value.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return (
    value
      .split(/[/:]/)
      .filter((part) => part !== '' && !/^\$?LATEST$/.test(part))
      .at(-1) ?? value
  );
}

/** Whether a place says where something is wrong or with what. */
export const namesWhat = ({ word }: Place): boolean =>
  hostLike.test(word) ||
  aboutLike.test(word) ||
  conditionLike.test(word) ||
  thingLike.test(word) ||
  word === 'provider';

/** `SELECT 1 FROM orders`. */
export const statement = /^(?:select|insert into|update \w+ set|delete from|with \w+ as)\b/i;

/** A title made of places alone, where a body has no text that could be one. */
export function titleOfPlaces(places: readonly Place[]): string {
  const named = places
    .filter(
      ({ value, isId }) =>
        !/^\d+$/.test(value) &&
        (!isId || isWords(value) || isHostName.test(value) || handWritten.test(value)) &&
        !/^\S+@\S+$/.test(value) &&
        !statement.test(value),
    )
    .sort((one, other) => rankOfHost(one) - rankOfHost(other));
  const about =
    named.find(({ word }) => aboutLike.test(word)) ??
    named.find(({ word }) => conditionLike.test(word) && word !== 'datapoint') ??
    named.find(({ word }) => conditionLike.test(word)) ??
    named.find(({ word }) => word === 'model');
  const where =
    named.find(({ word }) => hostLike.test(word)) ??
    places.find(({ word }) => hostLike.test(word)) ??
    named.find(({ word }) => /^(?:router|switch|gateway|ap|repo|repository|site|resource)$/.test(word)) ??
    named.find(({ word }) => thingLike.test(word)) ??
    named.find(({ word }) => word === 'provider') ??
    places.find(({ word, isId, value }) => isId && word === 'resource' && value.length <= 120);
  const other = named.find(
    (place) => place.value !== where?.value && thingLike.test(place.word) && !/^(?:main|master)$/.test(place.value),
  );
  if (about === undefined && other === undefined) {
    const told = named.find((each) => each.value !== where?.value && isPhrase(each));
    const place = told === undefined ? undefined : (where ?? named.find(({ value }) => value !== told.value));
    if (place !== undefined) return `${told!.value} on ${shortName(place.value)}`;
  }
  if (about === undefined && where !== undefined && other !== undefined)
    return `${shortName(other.value)} on ${shortName(where.value)}`;
  if (about !== undefined && where !== undefined && about.value !== where.value)
    return `${shortName(about.value)} on ${shortName(where.value)}`;
  const only = about ?? where ?? named[0] ?? places.find(({ value }) => !/^\d+$/.test(value));
  return only === undefined ? '' : shortName(only.value);
}

/** Of an unknown name at the top, and in words. */
export const isPhrase = ({ value, word, isId, path }: Place) =>
  !isId &&
  /^\p{L}[\p{L}\d]*(?: [\p{L}\d]+){1,4}$/u.test(value) &&
  !elsewhere.test(word) &&
  !around.test(word) &&
  !/^(?:event|type|kind)$/.test(word) &&
  !path.replace(/^labels\./, '').includes('.');

/** Letters in words: what people or programs call something, and no id. */
export const isWords = (text: string) => /^\p{L}[\p{L}\s_-]{4,80}$/u.test(text);
