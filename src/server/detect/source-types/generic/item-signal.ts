import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import type { Signal } from '../../../../domain/detect/signal.ts';
import { anyText, type JsonObject } from '../reading/json-value.ts';
import type { GenericSettings } from './generic-settings.ts';
import { itemImages, itemLabels, itemLinks } from './item-labels.ts';
import { firstUnder, likelyObjects, valueAt } from './paths.ts';
import { readItem } from './read-item.ts';
import { readKnown } from './read-known.ts';
import type { Arrival } from './reading.ts';
import { usualFormOf } from './senders/known-senders.ts';
import { usualNames } from './words/usual-names.ts';

/**
 * The signal of one JSON object: by the source's own paths where it has them, by what is known of its sender or by the
 * names of its fields elsewhere.
 */
export function itemSignal(
  item: JsonObject,
  settings: GenericSettings,
  request: Arrival,
  part: string,
  odd: OddPart[],
): Signal {
  const known = usualFormOf(item);
  const objects: JsonObject[] = known === null ? likelyObjects(item) : [known];

  function read(name: Exclude<keyof typeof usualNames, 'image'>): unknown {
    const path = settings[name];
    return path ? valueAt(item, path) : firstUnder(objects, usualNames[name]);
  }

  const reading =
    known === null
      ? readItem(item, objects, settings, request, part, odd)
      : readKnown(known, item, settings, request, part, odd);
  const description = anyText(read('description'), 20_000);
  if (reading.unknownSeverity !== '') {
    noteOdd(odd, part, `The severity ${reading.unknownSeverity} is not known: say in the settings what it means.`);
  }
  return finishSignal(
    {
      action: reading.action,
      dedupKey: reading.key,
      title: reading.title,
      description: description === reading.title || description === reading.rawTitle ? '' : description,
      severity: reading.severity,
      labels: [
        ...(reading.unknownSeverity === '' ? [] : [['unknown_severity', reading.unknownSeverity] as const]),
        ...itemLabels(item, objects, settings, [reading.title, reading.rawTitle, description, reading.key]),
      ],
      links: itemLinks(item, objects, settings),
      images: itemImages(objects),
      groupKey: anyText(read('groupKey'), 4_096),
      occurredAt: readMoment(read('occurredAt')),
    },
    request.receivedAt,
    part,
    odd,
  );
}
