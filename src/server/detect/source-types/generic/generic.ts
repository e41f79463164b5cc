import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import type { Signal } from '../../../../domain/detect/signal.ts';
import { isLegacyAlert, legacySignal } from '../grafana/legacy-alert.ts';
import { isOpsgeniePath, parseOpsgenie } from '../opsgenie-api/opsgenie-api.ts';
import { opsgenieReply } from '../opsgenie-api/reply.ts';
import { groupSignals, isAlertGroup } from '../reading/alert-group.ts';
import { anyText, asObject, field, type JsonObject } from '../reading/json-value.ts';
import { parseJson, readText } from '../reading/read-body.ts';
import { plainReply } from '../reply.ts';
import { maxSignalsPerRequest, type ParseResult, type SourceRequest, type SourceType } from '../source.ts';
import { readChatMessage } from './bodies/chat-message.ts';
import { carriedEvents, cloudEventHeaders, openCloudEventHeaders, opened } from './bodies/envelopes.ts';
import { jsonOfForm, readForm } from './bodies/form-body.ts';
import { readTextBody, textItem } from './bodies/text-body.ts';
import { usualList } from './bodies/usual-list.ts';
import { type GenericSettings, genericFields, genericSettings } from './generic-settings.ts';
import { itemSignal } from './item-signal.ts';
import { valueAt } from './paths.ts';
import type { Arrival } from './reading.ts';
import { usualFormOf } from './senders/known-senders.ts';
import { genericSetup } from './setup.ts';

/** Any JSON, form, mail or text. */
export const generic: SourceType<GenericSettings> = {
  type: 'generic',
  title: 'Webhook',
  description: 'Any sender that can post JSON, a form or plain text. Paths say where in the body each value is.',
  endpoints: [
    { method: 'POST', path: '/in/{key}', description: 'One alert, a list of alerts, a form or a line of text.' },
    { method: 'PUT', path: '/in/{key}', description: 'The same.' },
  ],
  readsHeaders: cloudEventHeaders,
  settings: { schema: genericSettings, fields: genericFields },
  setup: genericSetup,
  parse: parseGeneric,
  reply: (outcome, path) => (isOpsgeniePath(path) ? opsgenieReply(outcome, path) : plainReply(outcome)),
};

/** Reads a request of any content type. Other source types hand over what is not in their own form. */
export function parseGeneric(request: SourceRequest, settings: GenericSettings): ParseResult {
  if (isOpsgeniePath(request.path)) return parseOpsgenie(request, settings);
  const text = readText(request);
  const odd: OddPart[] = [];
  const form = readForm(request, text);
  if (form !== null) return genericSignals(jsonOfForm(form, odd), settings, request, odd);
  const json = parseJson(text);
  if ('value' in json) {
    return genericSignals(openCloudEventHeaders(json.value, request.headers), settings, request, odd);
  }
  if (text.trim() !== '') {
    const read = readTextBody(text, request.body, odd);
    if (read !== null) return genericSignals(read, settings, request, odd);
    if (request.contentType.toLowerCase().includes('json')) return json.rejected;
    if (/^\s*[{<]/.test(text)) noteOdd(odd, '', 'The body is neither JSON nor plain text and was read as text.');
    return genericSignals(textItem(text), settings, request, odd);
  }
  if (Object.keys(request.query).length > 0) return genericSignals(request.query, settings, request, odd);
  return json.rejected;
}

/**
 * Signals of any JSON value. Other source types hand over what is not in their own shape, so that a body the sender
 * was configured to write differently still raises an alert.
 */
export function genericSignals(
  value: unknown,
  settings: GenericSettings,
  request: Arrival,
  odd: OddPart[],
): ParseResult {
  const listed = settings.items ? valueAt(value, settings.items) : undefined;
  if (settings.items && !Array.isArray(listed)) {
    noteOdd(odd, '', `There is no list at ${settings.items}: the whole body was read as one alert.`);
  }
  const whole = Array.isArray(listed) ? listed : value;
  const items: unknown[] = Array.isArray(whole) ? whole : opened(whole, '', odd);
  if (items.length === 0) noteOdd(odd, '', 'The list of alerts is empty.');
  if (items.length > maxSignalsPerRequest) return tooMany();
  const signals: Signal[] = [];
  for (let at = 0; at < items.length; at++) {
    const part = items.length === 1 ? '' : `[${at}]`;
    const inside = Array.isArray(whole) ? opened(items[at], part, odd) : [items[at]];
    for (const one of inside) {
      const read = signalsOf(
        one,
        settings,
        request,
        part,
        odd,
        items.length === 1 && inside.length === 1 ? '' : `:${signals.length}`,
      );
      if (signals.length + read.length > maxSignalsPerRequest) return tooMany();
      signals.push(...read);
    }
  }
  if (signals.length === 0 && items.length > 0) {
    const text = anyText(value, 300);
    signals.push({ ...itemSignal(textItem(text), settings, request, '', odd), dedupKey: request.assignedKey });
  }
  return { kind: 'signals', signals, odd, errors: [] };
}

/** The signals of one value out of its envelopes; none for what is neither an object nor a text. */
function signalsOf(
  value: unknown,
  settings: GenericSettings,
  { assignedKey, receivedAt }: Arrival,
  part: string,
  odd: OddPart[],
  suffix: string,
): Signal[] {
  const item = asObject(value);
  const arrival = { assignedKey: `${assignedKey}${suffix}`, receivedAt };
  if (item === null) {
    noteOdd(odd, part, 'It is not an object.');
    const text = anyText(value, 20_000).trim();
    return text === '' ? [] : [itemSignal(textItem(text), settings, arrival, part, odd)];
  }
  if (hasOwnPaths(settings)) return [itemSignal(item, settings, arrival, part, odd)];
  const carried = hasPaths(settings) ? null : (carriedEvents(item) ?? carriedBody(item));
  if (carried !== null) {
    const inside = Array.isArray(carried) ? carried : opened(carried, part, odd);
    return inside.flatMap((one, at) =>
      signalsOf(
        one,
        settings,
        { assignedKey, receivedAt },
        part,
        odd,
        inside.length === 1 ? suffix : `${suffix}:${at}`,
      ),
    );
  }
  if (isAlertGroup(item, true) && listOf(item, 'alerts').length <= maxSignalsPerRequest) {
    return groupSignals(item, settings, receivedAt, odd);
  }
  if (isLegacyAlert(item) && field(item, 'state') !== undefined && field(item, 'evalMatches') !== undefined) {
    return [legacySignal(item, settings, receivedAt, odd)];
  }
  const several = usualList(item);
  if (several !== null) {
    return several
      .slice(0, maxSignalsPerRequest + 1)
      .map((one, at) =>
        itemSignal(one, settings, { assignedKey: `${assignedKey}${suffix}:${at}`, receivedAt }, `${part}[${at}]`, odd),
      );
  }
  return [itemSignal(readChatMessage(item) ?? item, settings, arrival, part, odd)];
}

const listOf = (item: JsonObject, name: string): unknown[] => {
  const list = field(item, name);
  return Array.isArray(list) ? list : [];
};

/** Whether the source says where anything stands: its paths begin at the top. */
const hasPaths = ({ severityMap, stateMap, defaultSeverity, ...paths }: GenericSettings) =>
  Object.values(paths).some(Boolean);

/** The body in one that says nothing else but when and in which version it was sent. */
function carriedBody(item: JsonObject): JsonObject | null {
  const names = Object.keys(item);
  if (names.length > 6) return null;
  const inside = names.filter((name) => typeof item[name] === 'object' && item[name] !== null);
  const isBare = names.every(
    (name) => name === inside[0] || /^(?:version|api_?version|sent(?:_?at)?|timestamp|time)$/i.test(name),
  );
  if (inside.length !== 1 || !isBare || !/^(?:data|payload|body)$/i.test(inside[0]!) || usualFormOf(item) !== null)
    return null;
  const inner = asObject(item[inside[0]!]);
  return inner !== null && Object.values(inner).some((value) => value !== null) ? inner : null;
}

const hasOwnPaths = ({ title, items }: GenericSettings) => Boolean(title || items);

/** Refuses a request that holds more signals than any real sender puts in one. */
export function tooMany(): ParseResult {
  const detail = `A request may carry ${maxSignalsPerRequest} alerts at most. Send smaller ones.`;
  return { kind: 'rejected', status: 413, code: 'too_many_alerts', detail, errors: [detail] };
}
