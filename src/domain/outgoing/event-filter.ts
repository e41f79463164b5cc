import type { EventStage } from '../../contract/events/catalogue.ts';

/** Which events are wanted; what is empty does not narrow. */
export type EventFilter = {
  /** Kinds, or the first word of several. */
  kinds: readonly string[];
  stages: readonly EventStage[];
  serviceIds: readonly number[];
  teamIds: readonly number[];
  severities: readonly number[];
};

/** What an event is about, as far as it is narrowed by. */
export type EventAbout = {
  kind: string;
  stage: EventStage | null;
  severity: number | null;
  serviceIds: readonly number[];
  teamIds: readonly number[];
};

/** Kinds and stages add up; everything else has to fit as well. What has no service or severity fits none. */
export function isWanted(filter: EventFilter, about: EventAbout): boolean {
  return (
    isOfKind(filter, about) &&
    meets(filter.serviceIds, about.serviceIds) &&
    meets(filter.teamIds, about.teamIds) &&
    meets(filter.severities, about.severity === null ? [] : [about.severity])
  );
}

function isOfKind({ kinds, stages }: EventFilter, { kind, stage }: EventAbout): boolean {
  if (kinds.length === 0 && stages.length === 0) return true;
  if (stage !== null && stages.includes(stage)) return true;
  return kinds.some((wanted) => wanted === kind || kind.startsWith(`${wanted}.`));
}

function meets(wanted: readonly number[], there: readonly number[]): boolean {
  return wanted.length === 0 || wanted.some((id) => there.includes(id));
}
