import { paths } from '../paths.ts';

/** The breadcrumb of the screens under the program. */
export const programParents = [{ label: 'Program', href: paths.program() }];
export const assessmentParents = [...programParents, { label: 'Assessment', href: paths.assessment() }];
