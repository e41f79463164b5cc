import { paths } from '../../../paths.ts';

/** What stands above a version of a postmortem. */
export const postmortemParents = (id: number) => [
  { label: 'Incidents', href: paths.incidents() },
  { label: `INC-${id}`, href: paths.incident(id) },
  { label: 'Postmortem', href: paths.postmortem(id) },
];
