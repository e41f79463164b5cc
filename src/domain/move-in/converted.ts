import type { MovedDocument } from './document.ts';
import type { Finding } from './finding.ts';

/** The schedules here that one of the other tool became, by its id there. */
export type ScheduleSlugs = ReadonlyMap<string, string[]>;

/** An export of another tool as a configuration document, with what is the same, what is different and what is left behind. */
export type Converted = {
  document: MovedDocument;
  findings: Finding[];
  schedulesOf: ScheduleSlugs;
  /** The service here of what took alerts there, a team, a service or an integration, by its id. */
  serviceOf: ReadonlyMap<string, string>;
};
