import type { SubjectKind } from './subjects.ts';

/** One kind of event, as the catalogue describes it. */
export type EventSpec<About extends SubjectKind = SubjectKind, Data extends object = object> = {
  subject: About;
  /** What somebody did, to stand behind their name; `{it}` is the subject. */
  words: string;
  /** How rows of earlier versions spell the kind. */
  formerly?: string;
  /** What its rows carry: a type only, never a value. */
  data?: Data;
};

/** An event that carries nothing besides its subject. */
export type NoData = Record<string, never>;
export type Created = { after: object };
export type Updated = { before: object; after: object };
export type Deleted = { before: object };

/** The events about one subject: `const team = about('team'); team<Created>('created {it}')`. */
export function about<const About extends SubjectKind>(subject: About) {
  return <Data extends object = NoData>(words: string, formerly?: string): EventSpec<About, Data> => ({
    subject,
    words,
    ...(formerly === undefined ? {} : { formerly }),
  });
}
