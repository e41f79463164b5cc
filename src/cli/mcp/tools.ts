/** What an assistant may do through the Model Context Protocol: a few endpoints of the contract, each as a tool. */
import { z } from 'zod';
import { getAlert, listAlerts } from '../../contract/detect/alerts.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { getPostmortem, listPostmortems } from '../../contract/learn/postmortems.ts';
import { readMeasures } from '../../contract/measure/measures.ts';
import type { Permission } from '../../contract/permissions.ts';
import { getRunbook, listRunbooks } from '../../contract/resolve/runbooks.ts';
import { declareIncident, updateIncident } from '../../contract/respond/incidents/changes.ts';
import { listIncidents } from '../../contract/respond/incidents/incident.ts';
import { getIncident } from '../../contract/respond/incidents/room.ts';
import { addIncidentNote, listIncidentTimeline } from '../../contract/respond/incidents/timeline.ts';
import { postIncidentUpdate } from '../../contract/respond/incidents/updates.ts';
import { getPage, listPages } from '../../contract/respond/pages/page.ts';
import { acknowledgePage } from '../../contract/respond/pages/responses.ts';
import { listOnCall } from '../../contract/respond/schedules/oncall.ts';
import { simulate } from '../../contract/respond/simulation.ts';

/** `adds`: puts something beside what is there. `changes`: replaces something, stops a page or wakes people. */
type Effect = 'reads' | 'adds' | 'changes';

const offered: readonly (readonly [Endpoint, Effect])[] = [
  [listOnCall, 'reads'],
  [listPages, 'reads'],
  [getPage, 'reads'],
  [acknowledgePage, 'changes'],
  [listAlerts, 'reads'],
  [getAlert, 'reads'],
  [listIncidents, 'reads'],
  [getIncident, 'reads'],
  [listIncidentTimeline, 'reads'],
  [declareIncident, 'changes'],
  [updateIncident, 'changes'],
  [addIncidentNote, 'adds'],
  [postIncidentUpdate, 'adds'],
  [simulate, 'reads'],
  [listRunbooks, 'reads'],
  [getRunbook, 'reads'],
  [listPostmortems, 'reads'],
  [getPostmortem, 'reads'],
  [readMeasures, 'reads'],
];

export type Tool = {
  name: string;
  title: string;
  description: string;
  inputSchema: object;
  annotations: {
    title: string;
    readOnlyHint: boolean;
    destructiveHint: boolean;
    idempotentHint: boolean;
    openWorldHint: boolean;
  };
};

type Part = 'params' | 'query' | 'body';
const parts: readonly Part[] = ['params', 'query', 'body'];

/** Parameters, query and body of an endpoint stand side by side: no two of them share a name, which a test holds. */
export const shapeOf = (endpoint: Endpoint, part: Part): Record<string, z.ZodType> =>
  (endpoint[part] as z.ZodObject | undefined)?.shape ?? {};

/** The tools that these permissions reach. */
export function toolsFor(permissions: readonly Permission[]): Tool[] {
  return offered
    .filter(([{ permission }]) => permissions.includes(permission))
    .map(([endpoint, effect]) => ({
      name: endpoint.name,
      title: endpoint.summary,
      description: endpoint.summary,
      inputSchema: inputSchemaOf(endpoint),
      annotations: {
        title: endpoint.summary,
        readOnlyHint: effect === 'reads',
        destructiveHint: effect === 'changes',
        idempotentHint: effect === 'reads',
        openWorldHint: false,
      },
    }));
}

function inputSchemaOf(endpoint: Endpoint): object {
  const shape = Object.assign({}, ...parts.map((part) => shapeOf(endpoint, part))) as z.ZodRawShape;
  const { $schema: _dialect, ...schema } = z.toJSONSchema(z.strictObject(shape), {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // A number in an address may be given as text; assistants give numbers.
      const definition = zodSchema._zod.def as { type: string; coerce?: boolean };
      if (definition.type === 'number' && definition.coerce) jsonSchema.type = 'integer';
    },
  });
  return schema;
}

/** The endpoint of a tool and the arguments in their places; null for a tool that is not offered. */
export function callOf(name: string, given: Record<string, unknown>): { endpoint: Endpoint; input: object } | null {
  const endpoint = offered.find(([each]) => each.name === name)?.[0];
  if (endpoint === undefined) return null;
  const known = parts.filter((part) => endpoint[part] !== undefined);
  const unknown = Object.keys(given).find((key) => !known.some((part) => key in shapeOf(endpoint, part)));
  if (unknown !== undefined) throw new TypeError(`There is no argument ${unknown}.`);
  const input = known.map((part) => {
    const own = Object.entries(given).filter(([key]) => key in shapeOf(endpoint, part));
    return [part, Object.fromEntries(own)] as const;
  });
  return { endpoint, input: Object.fromEntries(input) };
}
