import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { isUnknownSeverity, readSeverity } from '../../../../domain/detect/severity-words.ts';
import type { Signal } from '../../../../domain/detect/signal.ts';
import { keyOf } from '../generic/key/identity.ts';
import { readTitle } from '../generic/title/titles.ts';
import { anyText, asObject, asText, field, firstText, type JsonObject } from '../reading/json-value.ts';
import type { CommonSettings } from '../settings.ts';
import type { SourceRequest } from '../source.ts';
import { responderText } from './changed-alert.ts';

/** The alert that a body creates. Without an alias its message and entity are its key, so that repeats are one alert. */
export function createdAlert(
  body: JsonObject,
  settings: CommonSettings,
  { receivedAt, assignedKey }: SourceRequest,
  odd: OddPart[],
): Signal {
  const message = asText(field(body, 'message')).trim();
  const entity = asText(field(body, 'entity')).trim();
  const alias = anyText(field(body, 'alias'), 4_096).trim();
  const priority = field(body, 'priority');
  const tags = field(body, 'tags');
  const places = entity === '' ? [] : [{ path: 'entity', word: 'entity', value: entity, isId: false }];
  if (isUnknownSeverity(priority, settings.severityMap)) noteOdd(odd, 'priority', 'It is none of P1 to P5.');
  return finishSignal(
    {
      action: 'trigger',
      dedupKey: alias || keyOf(readTitle(message).name, places) || assignedKey,
      title: firstText(message, field(body, 'description'), entity, alias) || 'Opsgenie alert',
      description: asText(field(body, 'description')),
      severity: readSeverity(priority ?? 'P3', settings.severityMap) ?? settings.defaultSeverity ?? null,
      labels: [
        ...Object.entries(asObject(field(body, 'details')) ?? {}),
        ['entity', entity],
        ['source', field(body, 'source')],
        ['priority', priority],
        ['responders', respondersOf(body)],
        ['tags', Array.isArray(tags) ? tags.slice(0, 50).map(asText).join(', ') : tags],
      ],
    },
    receivedAt,
    '',
    odd,
  );
}

/** Whom the sender would page, for routes to decide by: `team payments, user ada@example.org`. */
function respondersOf(body: JsonObject): string {
  const named = field(body, 'responders') ?? field(body, 'teams');
  return Array.isArray(named) ? named.slice(0, 50).map(responderText).filter(Boolean).join(', ') : '';
}
