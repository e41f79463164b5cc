import { paths } from '../paths.ts';

/** The breadcrumb of the pages under the program. */
export const programParents = [{ label: 'Program', href: paths.program() }];
