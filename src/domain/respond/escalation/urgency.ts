/** How loudly a person is asked; picks the set of personal contact rules. */
export type Urgency = 'high' | 'low';
