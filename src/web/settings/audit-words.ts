import { type EventKind, events } from '../../contract/events/catalogue.ts';
import { isSubject, type Subject, subjectKinds, subjects } from '../../contract/events/subjects.ts';

/** What a thing is called where it stands in a sentence: `the team “Payments”`, `INC-42`, `page 7`. */
export function subjectWords(kind: string, id: number | null, name?: string): string {
  const { noun, byId, byName = `the ${noun} “{name}”` }: Subject = isSubject(kind) ? subjects[kind] : { noun: kind };
  if (byId && id !== null) return byId.replace('{id}', String(id));
  if (name) return byName.replace('{name}', () => name);
  return id === null ? `the ${noun}` : `${noun} ${id}`;
}

/**
 * What somebody did, to stand behind their name: `incident.roleTaken` and `INC-42` → `took a role in INC-42`. Of a kind
 * that only a newer server knows it says that something was changed.
 */
export function actionWords(kind: string, subject: string): string {
  if (!Object.hasOwn(events, kind)) return `changed ${subject} (${kind})`;
  return events[kind as EventKind].words.replace('{it}', () => subject);
}

/** What the audit log offers to narrow by, in the order of the alphabet. */
export const auditedSubjects = subjectKinds
  .flatMap((value) => {
    const { plural }: Subject = subjects[value];
    return plural === undefined ? [] : [{ value, label: plural }];
  })
  .toSorted((one, other) => one.label.localeCompare(other.label, 'en'));
