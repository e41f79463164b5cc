export type FactorGroup = 'technical' | 'process' | 'organisation' | 'outside';

export type ContributingFactor = {
  key: string;
  group: FactorGroup;
  name: string;
  /** Helps to choose; a question rather than a verdict. */
  question: string;
};

/** The list a new installation starts with; entries can be renamed, added and retired. Several factors per incident are normal. */
export const defaultContributingFactors: readonly ContributingFactor[] = [
  {
    key: 'code-change',
    group: 'technical',
    name: 'Code change',
    question: 'Did new code behave differently than expected?',
  },
  {
    key: 'configuration-change',
    group: 'technical',
    name: 'Configuration change',
    question: 'Did a setting, flag or limit change?',
  },
  {
    key: 'infrastructure-change',
    group: 'technical',
    name: 'Infrastructure change',
    question: 'Did the ground under the service move?',
  },
  { key: 'data', group: 'technical', name: 'Data', question: 'Did unusual or wrong data reach the system?' },
  { key: 'capacity', group: 'technical', name: 'Capacity', question: 'Did something fill up or run out?' },
  {
    key: 'dependency',
    group: 'technical',
    name: 'Internal dependency',
    question: 'Did another of our services take this one with it?',
  },
  {
    key: 'redundancy',
    group: 'technical',
    name: 'Redundancy did not take over',
    question: 'Was there a spare part that did not help?',
  },
  {
    key: 'certificate',
    group: 'technical',
    name: 'Expiry',
    question: 'Did a certificate, key, licence or domain run out?',
  },
  {
    key: 'monitoring-gap',
    group: 'technical',
    name: 'Not seen by monitoring',
    question: 'Did we learn of it late, or from customers?',
  },
  { key: 'alert-noise', group: 'technical', name: 'Alert noise', question: 'Was the signal hidden among others?' },
  {
    key: 'design',
    group: 'technical',
    name: 'Design limit',
    question: 'Did the system meet a situation it was not made for?',
  },
  { key: 'testing-gap', group: 'process', name: 'Not covered by tests', question: 'Could no test have shown it?' },
  { key: 'rollout', group: 'process', name: 'Rollout', question: 'Did a change reach everybody at once?' },
  { key: 'rollback', group: 'process', name: 'Slow way back', question: 'Did undoing take long or not work?' },
  {
    key: 'runbook',
    group: 'process',
    name: 'Runbook missing or wrong',
    question: 'Was the written help there, and true?',
  },
  {
    key: 'escalation',
    group: 'process',
    name: 'Reaching the right people',
    question: 'Did it take long until somebody who could act was there?',
  },
  { key: 'tooling', group: 'process', name: 'Tools', question: 'Did a tool make the dangerous thing easy?' },
  {
    key: 'knowledge',
    group: 'organisation',
    name: 'Knowledge in few heads',
    question: 'Did only one person know how?',
  },
  { key: 'ownership', group: 'organisation', name: 'Unclear ownership', question: 'Was it open whose it is?' },
  {
    key: 'workload',
    group: 'organisation',
    name: 'Workload and fatigue',
    question: 'Were people tired, alone or hurried?',
  },
  {
    key: 'competing-goals',
    group: 'organisation',
    name: 'Competing goals',
    question: 'Which pressure made the risk look acceptable?',
  },
  {
    key: 'known-risk',
    group: 'organisation',
    name: 'Known risk not yet addressed',
    question: 'Had it been seen before and waited its turn?',
  },
  { key: 'supplier', group: 'outside', name: 'Supplier', question: 'Did something we buy stop working?' },
  { key: 'traffic', group: 'outside', name: 'Unusual traffic', question: 'Did far more or different use arrive?' },
  { key: 'attack', group: 'outside', name: 'Attack', question: 'Did somebody mean harm?' },
];
