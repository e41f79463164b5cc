import { z } from 'zod';

export const severities = [1, 2, 3, 4, 5] as const;
/** 1 = SEV1, the most severe, to 5 = SEV5. */
export type Severity = (typeof severities)[number];

export const severity = z.literal(severities).meta({ id: 'Severity', description: '1 is SEV1, the most severe.' });

export const urgencies = ['high', 'low'] as const;
/** How loudly a person is paged; picks the set of personal notification rules. */
export type Urgency = (typeof urgencies)[number];

export const severityUrgencies = [...urgencies, 'none'] as const;
/** How loudly a severity pages; `none` pages nobody. */
export type SeverityUrgency = (typeof severityUrgencies)[number];
