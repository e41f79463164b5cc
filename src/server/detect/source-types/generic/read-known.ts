import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { isUnknownSeverity, readSeverity } from '../../../../domain/detect/severity-words.ts';
import type { Severity } from '../../../../domain/severity.ts';
import { anyText, type JsonObject } from '../reading/json-value.ts';
import { severityOf } from './action/severity-field.ts';
import { isLevelOfRest, readState } from './action/states.ts';
import type { GenericSettings } from './generic-settings.ts';
import { placesOf } from './key/identity.ts';
import { leavesOf } from './leaves.ts';
import { valueAt } from './paths.ts';
import type { Arrival, Reading } from './reading.ts';
import type { UsualForm } from './senders/usual-form.ts';
import { withPlace } from './title/place.ts';
import { readTitle } from './title/titles.ts';

/** Reads what a recogniser said of its sender's body. */
export function readKnown(
  known: UsualForm,
  item: JsonObject,
  settings: GenericSettings,
  request: Arrival,
  part: string,
  odd: OddPart[],
): Reading {
  const at = (path: string | undefined, usual: unknown) => (path ? valueAt(item, path) : usual);
  const title = readTitle(anyText(at(settings.title, known.title), 2_000).trim());
  const word = at(settings.state, known.state);
  const level = at(settings.severity, known.severity);
  const state = readState(word, settings.stateMap);
  if (state === null && typeof word === 'string' && word !== '') {
    noteOdd(odd, part, `The state ${anyText(word, 60)} is not known and was read as a trigger.`);
  }
  const action =
    state ??
    (word === undefined || word === '' ? (isLevelOfRest(level) ? 'resolve' : title.action) : null) ??
    'trigger';
  const unknown = isUnknownSeverity(level, settings.severityMap) ? anyText(level, 100) : '';
  const labelled = leavesOf({ labels: known.labels ?? {} });
  return {
    action,
    rawTitle: known.title,
    title:
      settings.title || action === 'change' ? title.subject : withPlace(title.subject, placesOf(labelled), false, true),
    key: anyText(at(settings.dedupKey, known.dedup_key), 4_096) || title.name || request.assignedKey,
    severity:
      readSeverity(level, settings.severityMap) ??
      (action === 'trigger'
        ? ((typeof word === 'string' && /^[a-z]/i.test(word) ? readSeverity(word, settings.severityMap) : null) ??
          title.severity ??
          wordOfSeverity(item))
        : null) ??
      settings.defaultSeverity ??
      null,
    unknownSeverity: unknown,
  };
}

/** A severity in words that the recogniser of its sender left alone; numbers count on its own scale. */
function wordOfSeverity(item: JsonObject): Severity | null {
  const leaves = leavesOf(item).filter(({ value }) => typeof value === 'string' && /\p{L}/u.test(value));
  return severityOf(leaves).severity;
}
