/** What the calls below one alert mean: `/v2/alerts/{id}/{verb}`. */
import { cleanText, cutBytes, cutText, oneLine } from '../../../../domain/detect/clean-text.ts';
import { finishSignal, type SignalDraft } from '../../../../domain/detect/finish-signal.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { readSeverity } from '../../../../domain/detect/severity-words.ts';
import {
  type AlertUpdate,
  type GivenName,
  type SenderRequest,
  type Signal,
  type SignalAction,
  signalCaps,
} from '../../../../domain/detect/signal.ts';
import { asObject, asText, field, firstText, type JsonObject } from '../reading/json-value.ts';
import type { CommonSettings } from '../settings.ts';
import type { SourceRequest } from '../source.ts';

/** Verbs that ask something of whoever responds; they are carried out as if a person had done it. */
export const requestVerbs = ['snooze', 'escalate', 'assign', 'responders', 'teams'] as const;

/** Verbs that Evenkeel has nothing for: they are kept in the timeline of the alert. */
export const onlyNoted = ['actions'] as const;

const answers: Record<string, SignalAction> = {
  close: 'resolve',
  acknowledge: 'acknowledge',
  unacknowledge: 'unacknowledge',
};
const maxNote = 4_000;
const maxListed = 50;

/** The signals of a call about one alert: what it changes, and the note that it carries. */
export function changedAlert(
  alias: string,
  verb: string,
  body: JsonObject,
  settings: CommonSettings,
  request: SourceRequest,
  odd: OddPart[],
): Signal[] {
  const user = cutText(oneLine(cleanText(asText(field(body, 'user')))), 200);
  const signal = (action: SignalAction, title: string, update?: AlertUpdate): Signal => {
    const draft: SignalDraft = {
      action,
      dedupKey: alias,
      title,
      severity: null,
      labels: [
        ['source', field(body, 'source')],
        ['user', user],
      ],
    };
    const finished = finishSignal(draft, request.receivedAt, '', odd);
    return update ? { ...finished, update } : finished;
  };
  const note = noteOf(firstText(field(body, 'note'), field(body, 'body')), user);
  const noted = note ? [signal('update', `note on ${alias}`, { note })] : [];
  const answer = Object.hasOwn(answers, verb) ? answers[verb] : undefined;
  // The note first: what is closed takes none any more.
  if (answer) return [...noted, signal(answer, alias)];
  const update = updateOf(verb, body, settings, request, odd);
  if (update) return [signal('update', `${verb} of ${alias}`, note ? { ...update, note } : update)];
  if (verb === 'notes') {
    if (!note) noteOdd(odd, 'note', 'It is empty.');
    return noted;
  }
  if (includes(requestVerbs, verb) && request.method !== 'DELETE') {
    const asked = requestOf(verb, body);
    if (!asked) noteOdd(odd, '', `It does not say ${wanted[verb]}.`);
    const text = [asked && `Asked for: ${inWords(asked)}`, note?.text].filter(Boolean).join('\n');
    return [signal('update', `${verb} of ${alias}`, { note: noteOf(text, user), request: asked ?? undefined })];
  }
  if (includes(onlyNoted, verb)) {
    noteOdd(odd, '', 'A custom action was noted on the alert: Evenkeel has none.');
    const text = ['Asked for a custom action', note?.text].filter(Boolean).join('\n');
    return [signal('update', `${verb} of ${alias}`, { note: noteOf(text, user)! })];
  }
  noteOdd(odd, '', 'It is no call that is known, and changes nothing.');
  return [signal('change', `${verb || 'change'} of ${alias}`)];
}

function updateOf(
  verb: string,
  body: JsonObject,
  settings: CommonSettings,
  { method, query, receivedAt }: SourceRequest,
  odd: OddPart[],
): AlertUpdate | null {
  switch (verb) {
    case 'message': {
      const title = oneLine(cleanText(asText(field(body, 'message'))).trim());
      if (title === '') noteOdd(odd, 'message', 'It is empty.');
      return title === '' ? {} : { title: cutText(title, signalCaps.title) };
    }
    case 'description': {
      const description = cleanText(asText(field(body, 'description'))).trim();
      return { description: cutBytes(description, signalCaps.descriptionBytes) };
    }
    case 'priority': {
      const severity = readSeverity(field(body, 'priority'), settings.severityMap);
      if (severity === null) noteOdd(odd, 'priority', 'It is none of P1 to P5.');
      return severity === null ? {} : { severity };
    }
    case 'tags': {
      const given = method === 'DELETE' ? listOf(query.tags ?? '') : listOf(field(body, 'tags'));
      return method === 'DELETE' ? { removedTags: given } : { addedTags: given };
    }
    case 'details': {
      if (method === 'DELETE') return { removedLabels: listOf(query.keys ?? '') };
      const labels: [string, unknown][] = Object.entries(asObject(field(body, 'details')) ?? {});
      const draft: SignalDraft = { action: 'update', dedupKey: 'details', title: 'details', severity: null, labels };
      return { labels: finishSignal(draft, receivedAt, '', odd).labels };
    }
    default:
      return null;
  }
}

function noteOf(text: string, user: string) {
  const note = cutText(cleanText(text).trim(), maxNote);
  return note === '' ? undefined : { text: note, user: user || null };
}

function listOf(value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(asText) : asText(value).split(',');
  return items
    .map((item) => cutText(oneLine(cleanText(item).trim()), 100))
    .filter(Boolean)
    .slice(0, maxListed);
}

const wanted = {
  snooze: 'until when',
  escalate: 'which escalation',
  assign: 'to whom',
  responders: 'who is to be added',
  teams: 'which team is to be added',
} satisfies Record<(typeof requestVerbs)[number], string>;

const kinds = new Map<string, 'person' | 'team'>([
  ['user', 'person'],
  ['team', 'team'],
]);

/** Null when the body lacks what the verb needs. */
function requestOf(verb: (typeof requestVerbs)[number], body: JsonObject): SenderRequest | null {
  switch (verb) {
    case 'snooze': {
      const until = Date.parse(asText(field(body, 'endTime')));
      return Number.isNaN(until) ? null : { kind: 'snooze', until: new Date(until).toISOString() };
    }
    case 'escalate': {
      const policy = givenName(field(body, 'escalation'));
      return policy && { kind: 'escalate', policy };
    }
    case 'assign': {
      const person = givenName(field(body, 'owner'));
      return person && { kind: 'assign', person };
    }
    case 'responders': {
      const given = asObject(field(body, 'responder'));
      const what = kinds.get(asText(field(given ?? {}, 'type')).toLowerCase());
      const named = givenName(given);
      return what && named ? { kind: 'add', what, named } : null;
    }
    case 'teams': {
      const named = givenName(field(body, 'team'));
      return named && { kind: 'add', what: 'team', named };
    }
  }
}

/** Null when it names nothing. */
function givenName(value: unknown): GivenName | null {
  const object = asObject(value) ?? { name: value };
  const short = (text: string) => cutText(oneLine(cleanText(text).trim()), 200);
  const id = short(asText(field(object, 'id')));
  const name = short(firstText(field(object, 'username'), field(object, 'name')));
  return id === '' && name === '' ? null : { id, name };
}

function inWords(request: SenderRequest): string {
  const nameOf = ({ id, name }: GivenName) => name || id;
  switch (request.kind) {
    case 'snooze':
      return `snooze until ${request.until}`;
    case 'escalate':
      return `escalate to ${nameOf(request.policy)}`;
    case 'assign':
      return `assign to ${nameOf(request.person)}`;
    case 'add':
      return `add ${request.what === 'team' ? 'team ' : ''}${nameOf(request.named)}`;
  }
}

/** `team payments`, `user ada@example.org`. */
export function responderText(value: unknown): string {
  const object = asObject(value);
  if (object === null) return asText(value);
  const name = firstText(field(object, 'name'), field(object, 'username'), field(object, 'id'));
  return `${asText(field(object, 'type'))} ${name}`.trim();
}

function includes<Word extends string>(words: readonly Word[], word: string): word is Word {
  return (words as readonly string[]).includes(word);
}
