import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import type { Signal } from '../../../../domain/detect/signal.ts';
import { anyText, asObject, field, type JsonObject } from '../json-value.ts';
import { parseJson, readText } from '../read-body.ts';
import { plainReply } from '../reply.ts';
import { maxSignalsPerRequest, type ParseResult, type SourceRequest, type SourceType } from '../source.ts';
import { readForm } from './form-body.ts';
import { type GenericSettings, genericFields, genericSettings } from './generic-settings.ts';
import { type Arrival, itemSignal } from './item-signal.ts';
import { readMail } from './mail-text.ts';
import { valueAt } from './paths.ts';
import { openPubSubEnvelope } from './pub-sub.ts';
import { genericSetup } from './setup.ts';
import { openSnsEnvelope } from './sns.ts';
import { splitStatePrefix } from './states.ts';
import { usualList } from './usual-list.ts';

/** Any JSON, form or text. */
export const generic: SourceType<GenericSettings> = {
  type: 'generic',
  title: 'Webhook',
  description: 'Any sender that can post JSON, a form or plain text. Paths say where in its body each value stands.',
  endpoints: [
    { method: 'POST', path: '/in/{key}', description: 'One alert, a list of alerts, a form or a line of text.' },
    { method: 'PUT', path: '/in/{key}', description: 'The same.' },
  ],
  settings: { schema: genericSettings, fields: genericFields },
  setup: genericSetup,
  parse: parseGeneric,
  reply: plainReply,
};

function parseGeneric(request: SourceRequest, settings: GenericSettings): ParseResult {
  const text = readText(request);
  const form = readForm(request, text);
  if (form !== null) return parseForm(form, settings, request);
  const json = parseJson(text);
  if ('value' in json) return genericSignals(json.value, settings, request, []);
  if (text.trim() !== '' && !request.contentType.toLowerCase().includes('json')) {
    const odd: OddPart[] = [];
    const mail = readMail(text);
    if (mail !== null) {
      if (mail.isAutomatic) noteOdd(odd, '', 'A mail that a machine wrote by itself, such as a bounce, is no alert.');
      const item = { subject: mail.subject, text: mail.text, ...(mail.isAutomatic && { state: 'change' }) };
      return genericSignals(item, settings, request, odd);
    }
    if (/^\s*[{<]/.test(text)) noteOdd(odd, '', 'The body is neither JSON nor plain text and was read as text.');
    return accepted([textSignal(text, settings, request, odd)], odd);
  }
  if (text.trim() === '' && Object.keys(request.query).length > 0) {
    return genericSignals(request.query, settings, request, []);
  }
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
  const items = Array.isArray(listed) ? listed : Array.isArray(value) ? value : (usualList(value, settings) ?? [value]);
  if (items.length === 0) noteOdd(odd, '', 'The list of alerts is empty.');
  if (items.length > maxSignalsPerRequest) return tooMany();
  const signals: Signal[] = [];
  for (let at = 0; at < items.length; at++) {
    const part = items.length === 1 ? '' : `[${at}]`;
    const item = asObject(items[at]);
    if (item !== null) {
      signals.push(itemSignal(opened(item, part, odd), settings, arrivalOf(request, at, items.length), part, odd));
    } else {
      noteOdd(odd, part, 'It is not an object.');
      const text = anyText(items[at], 20_000).trim();
      if (text !== '') signals.push(textSignal(text, settings, request, odd));
    }
  }
  if (signals.length === 0 && items.length > 0) {
    signals.push({ ...textSignal(anyText(value, 300), settings, request, odd), dedupKey: request.assignedKey });
  }
  return accepted(signals, odd);
}

/** What a queue of a cloud has wrapped. */
const opened = (item: JsonObject, part: string, odd: OddPart[]) => openSnsEnvelope(openPubSubEnvelope(item), part, odd);

/** Refuses a request that holds more signals than any real sender puts in one. */
export function tooMany(): ParseResult {
  const detail = `A request may carry ${maxSignalsPerRequest} alerts at most. Send smaller ones.`;
  return { kind: 'rejected', status: 413, code: 'too_many_alerts', detail, errors: [detail] };
}

function arrivalOf({ assignedKey, receivedAt }: Arrival, at: number, count: number): Arrival {
  return { assignedKey: count === 1 ? assignedKey : `${assignedKey}:${at}`, receivedAt };
}

function accepted(signals: Signal[], odd: OddPart[]): ParseResult {
  return { kind: 'signals', signals, odd, errors: [] };
}

function parseForm(form: Record<string, string>, settings: GenericSettings, request: Arrival): ParseResult {
  const carried = field(form, 'payload') ?? field(form, 'data');
  if (typeof carried === 'string' && carried.trim() !== '') {
    const json = parseJson(carried);
    if ('value' in json) return genericSignals(json.value, settings, request, []);
    const odd: OddPart[] = [];
    noteOdd(odd, 'payload', 'The form field is not valid JSON and was read as text.');
    return accepted([textSignal(carried, settings, request, odd)], odd);
  }
  return genericSignals(form, settings, request, []);
}

function textSignal(text: string, settings: GenericSettings, { receivedAt }: Arrival, odd: OddPart[]): Signal {
  const trimmed = text.trim();
  const lineEnd = trimmed.search(/[\r\n]/);
  const firstLine = lineEnd === -1 ? trimmed : trimmed.slice(0, lineEnd);
  const prefixed = splitStatePrefix(firstLine);
  const title = prefixed?.rest ?? firstLine;
  return finishSignal(
    {
      action: prefixed?.action ?? 'trigger',
      dedupKey: title,
      title,
      description: lineEnd === -1 ? '' : trimmed.slice(lineEnd),
      severity: settings.defaultSeverity ?? null,
      labels: [],
    },
    receivedAt,
    '',
    odd,
  );
}
