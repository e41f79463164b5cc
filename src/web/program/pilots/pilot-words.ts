import type { Pilot, pilotOutcomes } from '../../../contract/program/pilots.ts';

type Outcome = (typeof pilotOutcomes)[number];

export const outcomeWords: Record<Outcome, string> = {
  completed: 'Completed',
  extended: 'Extended',
  adapted: 'Adapted',
  stopped: 'Stopped',
};

export const kindWords: Record<Pilot['kind'], string> = {
  pilot: 'Pilot',
  'roll-out': 'Roll-out',
  recovery: 'Recovery',
};

export const stateWords: Record<Pilot['state'], string> = {
  planned: 'Planned',
  running: 'In progress',
  over: 'Awaiting outcome',
  ended: 'Ended',
};
