import { useQueries } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import { type IncidentCost, listIncidentCosts } from '../../../contract/program/costs/incident-cost.ts';
import type { Incident } from '../../../contract/respond/incidents/incident.ts';
import { costText } from '../../../domain/program/cost/incident-cost.ts';
import { endpointQuery } from '../../data/endpoint-query.ts';
import type { Column } from '../../ui/list/column.ts';

const Costs = createContext<ReadonlyMap<number, IncidentCost>>(new Map());

/** As many as one request may ask for. */
const atOnce = 100;

/** Reads what these incidents cost, for the cells below it; nothing while nobody looks at the column. */
export function CostsOf({ ids, isShown, children }: { ids: number[]; isShown: boolean; children: ReactNode }) {
  const chunks = isShown ? Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, place) => place * atOnce) : [];
  const costs = useQueries({
    queries: chunks.map((start) =>
      endpointQuery(
        listIncidentCosts,
        { query: { ids: ids.slice(start, start + atOnce) } },
        { follows: ['incident', 'program'], everySeconds: 60 },
      ),
    ),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => data?.items ?? []).map((cost) => [cost.incidentId, cost])),
  });
  return <Costs value={costs}>{children}</Costs>;
}

export const costColumn: Column<Incident> = {
  header: 'Cost',
  width: 'minmax(130px, 1fr)',
  align: 'end',
  isExtra: true,
  cell: ({ id }) => <Cost id={id} />,
};

function Cost({ id }: { id: number }) {
  const cost = use(Costs).get(id);
  if (!cost) return null;
  if (cost.total === null) return <span className="muted">Not known</span>;
  return <span className="tabular">{costText(cost, cost.currency).replace('at least', '≥')}</span>;
}
