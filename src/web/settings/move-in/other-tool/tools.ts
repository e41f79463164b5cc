import { type MovableTool, toolTitles } from '../../../../contract/move-in/conversion.ts';
import type { There } from '../../../../domain/move-in/proof.ts';

type Maps = { schedulesOf: ReadonlyMap<string, string[]>; serviceOf: ReadonlyMap<string, string> };
type ThereOf = (content: unknown, maps: Maps, from: number, to: number) => There;

/** `routes`: what took alerts there. `thereOf` loads the tool's own side of the proof. */
export type Tool = {
  title: string;
  what: string;
  routes: string;
  accept: string;
  thereOf(): Promise<ThereOf>;
};

const jsonOrZip = '.zip,.json,application/zip,application/json';

export const tools: Record<MovableTool, Tool> = {
  opsgenie: {
    title: toolTitles.opsgenie,
    what: 'People, teams, schedules, escalations and integrations, from a zip of Opsgenie’s backup tool or one JSON document.',
    routes: 'teams',
    accept: jsonOrZip,
    async thereOf() {
      const { opsgenieThere } = await import('../../../../domain/move-in/opsgenie/there.ts');
      return opsgenieThere as ThereOf;
    },
  },
  pagerduty: {
    title: toolTitles.pagerduty,
    what: 'People, teams, schedules, escalation policies, services and their integration keys, from one JSON document with the lists of the REST API, or a zip of its answers.',
    routes: 'services',
    accept: jsonOrZip,
    async thereOf() {
      const { pagerdutyThere } = await import('../../../../domain/move-in/pagerduty/there.ts');
      return pagerdutyThere as ThereOf;
    },
  },
  oncall: {
    title: toolTitles.oncall,
    what: 'People, teams, schedules, escalation chains and integrations with their addresses, from one JSON document with the lists of OnCall’s API, or a zip of its answers.',
    routes: 'integrations',
    accept: jsonOrZip,
    async thereOf() {
      const { oncallThere } = await import('../../../../domain/move-in/oncall/there.ts');
      return oncallThere as ThereOf;
    },
  },
  goalert: {
    title: toolTitles.goalert,
    what: 'People, schedules with their rotations, escalation policies and services with their keys, from the answer of GoAlert’s GraphQL API as one JSON document, or a zip of answers.',
    routes: 'services',
    accept: jsonOrZip,
    async thereOf() {
      const { goalertThere } = await import('../../../../domain/move-in/goalert/there.ts');
      return goalertThere as ThereOf;
    },
  },
  squadcast: {
    title: toolTitles.squadcast,
    what: 'People, teams and squads, schedules with their rotations, escalation policies and services with their keys, from one JSON document with the lists of Squadcast’s API, or a zip of its answers.',
    routes: 'services',
    accept: jsonOrZip,
    async thereOf() {
      const { squadcastThere } = await import('../../../../domain/move-in/squadcast/there.ts');
      return squadcastThere as ThereOf;
    },
  },
};
