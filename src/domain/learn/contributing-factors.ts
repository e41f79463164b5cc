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
    question: 'Did the infrastructure under the service change?',
  },
  { key: 'data', group: 'technical', name: 'Data', question: 'Did unusual or wrong data reach the system?' },
  { key: 'capacity', group: 'technical', name: 'Capacity', question: 'Did something fill up or run out?' },
  {
    key: 'dependency',
    group: 'technical',
    name: 'Internal dependency',
    question: 'Did another of our services take this one down?',
  },
  {
    key: 'redundancy',
    group: 'technical',
    name: 'Redundancy did not take over',
    question: 'Was there a failover that did not work?',
  },
  {
    key: 'certificate',
    group: 'technical',
    name: 'Expiry',
    question: 'Did a certificate, key, licence or domain expire?',
  },
  {
    key: 'monitoring-gap',
    group: 'technical',
    name: 'Not seen by monitoring',
    question: 'Did we find out late, or from customers?',
  },
  { key: 'alert-noise', group: 'technical', name: 'Alert noise', question: 'Was the signal hidden among others?' },
  {
    key: 'design',
    group: 'technical',
    name: 'Design limit',
    question: 'Did the system meet a situation it was not designed for?',
  },
  { key: 'testing-gap', group: 'process', name: 'Not covered by tests', question: 'Did no test cover it?' },
  { key: 'rollout', group: 'process', name: 'Rollout', question: 'Did a change reach everyone at once?' },
  { key: 'rollback', group: 'process', name: 'Slow rollback', question: 'Did rolling back take long or fail?' },
  {
    key: 'runbook',
    group: 'process',
    name: 'Runbook missing or wrong',
    question: 'Was there a runbook, and was it right?',
  },
  {
    key: 'escalation',
    group: 'process',
    name: 'Reaching the right people',
    question: 'Did it take long to reach somebody who could act?',
  },
  { key: 'tooling', group: 'process', name: 'Tools', question: 'Did a tool make a dangerous action easy?' },
  {
    key: 'knowledge',
    group: 'organisation',
    name: 'Knowledge held by few people',
    question: 'Did only one person know how?',
  },
  { key: 'ownership', group: 'organisation', name: 'Unclear ownership', question: 'Was it unclear who owns it?' },
  {
    key: 'workload',
    group: 'organisation',
    name: 'Workload and fatigue',
    question: 'Were people tired, alone or rushed?',
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
    question: 'Was it known before and still waiting to be fixed?',
  },
  { key: 'supplier', group: 'outside', name: 'Supplier', question: 'Did something we buy stop working?' },
  {
    key: 'traffic',
    group: 'outside',
    name: 'Unusual traffic',
    question: 'Was there far more traffic than usual, or a different kind?',
  },
  { key: 'attack', group: 'outside', name: 'Attack', question: 'Did somebody intend harm?' },
];
