/** A figure quoted from outside. It is never mixed with this installation's own numbers and always shown as what it is. */
export type ReferenceValue = {
  key: string;
  name: string;
  value: string;
  meaning: string;
} & Sourced;

type Sourced = {
  /** Where it comes from; empty: it came with the product, from general literature. */
  source?: string;
  /** Of when it is: a year, or a date. */
  asOf?: string;
};

/** A figure that a public study states. It has no place of one's own: studies measure what they say, and nothing else. */
export type StudyFigure = {
  key: string;
  topic: string;
  figure: string;
  source: string;
  asOf: string;
  url: string;
  /** Whether it was looked up, in the source or in a text that quotes it. */
  isChecked: boolean;
};

export type Benchmark = {
  key: string;
  industry: string;
  measure: string;
  low: string;
  median: string;
  elite: string;
} & Sourced;

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

/** Facts of public studies, in our words. They are shown beside the benchmarks, and nothing is computed from them. */
export const defaultStudies: readonly StudyFigure[] = [
  {
    key: 'dora-2021-elite',
    topic: 'Time to restore',
    figure: '26% of the teams surveyed were elite performers, who restore service within an hour',
    source: 'Accelerate State of DevOps 2021, DORA, as reported by DevOps.com',
    asOf: '2021',
    url: 'https://devops.com/google-dora-report-shows-modest-devops-gains/',
    isChecked: true,
  },
  {
    key: 'dora-2019-spread',
    topic: 'Time to restore',
    figure: '20% of the teams surveyed were elite and 12% low performers; the elite recovered 2,604 times faster',
    source: 'Accelerate State of DevOps 2019, DORA, as reported by DevClass',
    asOf: '2019',
    url: 'https://devclass.com/2019/08/27/elite-devops-organisations-triples/',
    isChecked: true,
  },
  {
    key: 'davidovic-2021-means',
    topic: 'Mean time to recovery',
    figure: 'In simulations on real incident data, means of recovery times were a poor ground for decisions and trends',
    source: 'Štěpán Davidovič, Incident Metrics in SRE',
    asOf: '2021',
    url: 'https://sre.google/resources/practices-and-processes/incident-metrics-in-sre/',
    isChecked: true,
  },
  {
    key: 'uptime-2022-cost',
    topic: 'Cost of an outage',
    figure:
      'More than 60% of failures cost at least 100,000 US dollars, 15% at least a million; in 2019 it was 39% and 11%',
    source: 'Uptime Institute, Outage Analysis 2022, as reported by Data Centre Review',
    asOf: '2022',
    url: 'https://datacentrereview.com/2022/06/uptime-institute-reports-downtime-consequences-worsening/',
    isChecked: true,
  },
  {
    key: 'uptime-2022-severe',
    topic: 'How often',
    figure: 'One organisation in five had a serious or severe outage within three years; four in five had an outage',
    source: 'Uptime Institute, Making sense of the outage numbers',
    asOf: '2022',
    url: 'https://journal.uptimeinstitute.com/making-sense-of-the-outage-numbers/',
    isChecked: true,
  },
  {
    key: 'sre-2016-playbook',
    topic: 'Playbooks',
    figure: 'People who follow a playbook restore about three times faster than people who improvise (at Google)',
    source: 'Site Reliability Engineering, chapter 1',
    asOf: '2016',
    url: 'https://sre.google/sre-book/introduction/',
    isChecked: true,
  },
  {
    key: 'sre-2016-changes',
    topic: 'Causes',
    figure: 'About 70% of outages came from a change of a running system (at Google)',
    source: 'Site Reliability Engineering, chapter 1',
    asOf: '2016',
    url: 'https://sre.google/sre-book/introduction/',
    isChecked: true,
  },
  {
    key: 'sre-2016-load',
    topic: 'On-call load',
    figure: 'Two events at most in a shift of eight to twelve hours, so that each can be followed up (at Google)',
    source: 'Site Reliability Engineering, chapter 1',
    asOf: '2016',
    url: 'https://sre.google/sre-book/introduction/',
    isChecked: true,
  },
  {
    key: 'dora-2024-low',
    topic: 'Time to restore',
    figure: 'A quarter of the teams surveyed were low performers, who take a week to a month after a failed deployment',
    source: 'Accelerate State of DevOps 2024, DORA',
    asOf: '2024',
    url: 'https://dora.dev/research/2024/dora-report/',
    isChecked: false,
  },
];
