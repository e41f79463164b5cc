/** A figure quoted from outside. It is never mixed with this installation's own numbers and always shown as what it is. */
export type ReferenceValue = {
  key: string;
  name: string;
  value: string;
  meaning: string;
};

export type Benchmark = {
  key: string;
  industry: string;
  measure: string;
  low: string;
  median: string;
  elite: string;
};

/** Shown beside every reference value and benchmark. */
export const referenceNotice =
  'Reference values come from general literature and are not verified. You can edit them. Your own baseline is the better yardstick.';

export const defaultReferenceValues: readonly ReferenceValue[] = [
  {
    key: 'implementation-time',
    name: 'Implementation time',
    value: '2–6 weeks',
    meaning: 'Typical time to put the practices in place',
  },
  { key: 'expected-roi', name: 'Expected return', value: '2–5×', meaning: 'Return on a full implementation' },
  { key: 'adoption', name: 'Adoption', value: '35–60%', meaning: 'Organisations that actively use such practices' },
  {
    key: 'maturity-gap',
    name: 'Maturity gap',
    value: '2–3 levels',
    meaning: 'Typical gap between current and target level',
  },
  {
    key: 'quick-win',
    name: 'Quick win',
    value: '30 days',
    meaning: 'Time until the first improvement can be measured',
  },
  {
    key: 'full-impact',
    name: 'Full impact',
    value: '6–12 months',
    meaning: 'Time until the full change takes effect',
  },
];

export const defaultBenchmarks: readonly Benchmark[] = [
  {
    key: 'technology',
    industry: 'Technology',
    measure: 'Adoption',
    low: 'Ad hoc',
    median: 'Standardised',
    elite: 'Optimised',
  },
  {
    key: 'finance',
    industry: 'Financial services',
    measure: 'Maturity',
    low: 'Level 1–2',
    median: 'Level 3',
    elite: 'Level 4–5',
  },
  {
    key: 'healthcare',
    industry: 'Healthcare',
    measure: 'Compliance',
    low: 'Reactive',
    median: 'Proactive',
    elite: 'Predictive',
  },
  {
    key: 'e-commerce',
    industry: 'E-commerce',
    measure: 'Return on investment',
    low: '< 1×',
    median: '2–3×',
    elite: '> 5×',
  },
];
