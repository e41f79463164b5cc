import { useQueries, useQuery } from '@tanstack/react-query';
import type { ApiProblem } from '../../client/client.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { endpointQuery } from '../data/endpoint-query.ts';
import { sessionQuery } from '../data/session.ts';
import { type Catalog, type CatalogName, type Choice, catalogs } from './catalogs.ts';

/** How many are offered at once; of more, the closest names. */
const mostOffered = 50;

type Answer = { items: never[]; nextCursor: string | null };

function queryOf({ endpoint }: Catalog, query: Record<string, unknown>, enabled: boolean) {
  return endpointQuery<Endpoint>(endpoint, { query } as never, { enabled });
}

function useMayRead() {
  const permissions = useQuery(sessionQuery).data?.permissions ?? [];
  return ({ endpoint }: Catalog) => permissions.includes(endpoint.permission as never);
}

export type Offer = {
  /** For each catalog its choices, the closest names first. */
  choices: Choice[][];
  /** There are more than these. */
  isCut: boolean;
  /** They are those of the text. */
  isSettled: boolean;
  error: ApiProblem | null;
};

/** What the server has under a text, in each of the catalogs. */
export function useOffer(names: readonly CatalogName[], text: string, enabled: boolean): Offer {
  const mayRead = useMayRead();
  const asked = names.map((name) => ({ catalog: catalogs[name] as Catalog, may: mayRead(catalogs[name] as Catalog) }));
  const answers = useQueries({
    queries: asked.map(({ catalog, may }) =>
      queryOf(catalog, { ...catalog.search(text), limit: mostOffered }, enabled && may),
    ),
  });
  const read = asked.flatMap(({ may }, index) => (may ? [answers[index]!] : []));
  return {
    choices: asked.map(({ catalog }, index) =>
      ((answers[index]!.data as Answer | undefined)?.items ?? []).map(catalog.choiceOf),
    ),
    isCut: read.some(({ data }) => (data as Answer | undefined)?.nextCursor),
    isSettled: enabled && read.every(({ isSuccess, isPlaceholderData }) => isSuccess && !isPlaceholderData),
    error: read.find(({ error }) => error)?.error ?? null,
  };
}

export type Chosen = { choiceOf: (value: string) => Choice | undefined; isSettled: boolean };

/** The things that are chosen, wherever they stand in their lists: one answer for each part. */
export function useChosen(parts: readonly { from: CatalogName; values: readonly string[] }[]): Chosen[] {
  const mayRead = useMayRead();
  const asked = parts.flatMap(({ from, values }, part) => {
    const catalog: Catalog = catalogs[from];
    return catalog.chosen([...new Set(values)].sort()).map((query) => ({ part, catalog, query }));
  });
  const answers = useQueries({
    queries: asked.map(({ catalog, query }) => queryOf(catalog, query, mayRead(catalog))),
  });
  return parts.map((_, part) => {
    const own = asked.flatMap((each, index) => (each.part === part ? [{ ...each, answer: answers[index]! }] : []));
    const found = new Map(
      own
        .flatMap(({ catalog, answer }) => ((answer.data as Answer | undefined)?.items ?? []).map(catalog.choiceOf))
        .map((choice) => [choice.value, choice]),
    );
    return {
      choiceOf: (value) => found.get(value),
      isSettled: own.every(({ answer }) => answer.isSuccess && !answer.isPlaceholderData),
    };
  });
}

/** The name of a thing by its id; undefined while it is being read, and when it is gone. */
export function useNames(name: CatalogName, ids: readonly (number | null | undefined)[]) {
  const [chosen] = useChosen([{ from: name, values: ids.flatMap((id) => (id ? [String(id)] : [])) }]);
  return (id: number | null | undefined): string | undefined => (id ? chosen!.choiceOf(String(id))?.label : undefined);
}

/** The value of a select that holds an id or nothing. */
export const idText = (id: number | null): string | null => (id === null ? null : String(id));
export const idOf = (text: string | null): number | null => (text === null ? null : Number(text));
