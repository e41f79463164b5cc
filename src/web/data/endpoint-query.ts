import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryKey,
  queryOptions,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ApiProblem } from '../../client/client.ts';
import type { CallOf, Endpoint, OutputOf } from '../../contract/endpoint.ts';
import type { SubjectKind } from '../../contract/events/subjects.ts';
import { randomKey } from '../ui/form/random-key.ts';
import { sayRefusal } from '../ui/form/say-refusal.ts';
import { api, unaskedApi } from './api.ts';
import { subjectOfPath } from './live-subjects.ts';

export type ReadOptions = {
  /** Do not ask yet. */
  enabled?: boolean;
  /** Subjects whose events make this stale, besides the noun of the endpoint's path. */
  follows?: readonly SubjectKind[];
  /** Ask again after this long, for what no event tells. */
  everySeconds?: number;
};

declare module '@tanstack/react-query' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  interface Register {
    queryMeta: { follows?: readonly SubjectKind[] };
  }
}

function followedBy(endpoint: Endpoint, { follows = [] }: ReadOptions): readonly SubjectKind[] {
  const subject = subjectOfPath(endpoint.path);
  return subject === null ? follows : [subject, ...follows];
}

/** `[endpoint name, input]`: all reads of one endpoint share the first part. */
export function endpointKey<E extends Endpoint>(endpoint: E, input?: CallOf<E>): QueryKey {
  return input === undefined ? [endpoint.name] : [endpoint.name, input];
}

/** The query of one endpoint, for hooks and for loaders of routes. */
export function endpointQuery<E extends Endpoint>(endpoint: E, input: CallOf<E>, options: ReadOptions = {}) {
  return queryOptions<OutputOf<E>, ApiProblem>({
    queryKey: endpointKey(endpoint, input),
    // What is only shown asks nothing by itself; the error state offers it.
    queryFn: ({ signal }) => unaskedApi.call(endpoint, input, { signal }),
    enabled: options.enabled ?? true,
    meta: { follows: followedBy(endpoint, options) },
    refetchInterval: options.everySeconds ? options.everySeconds * 1000 : false,
    placeholderData: keepPreviousData as never,
  });
}

/** Reads an endpoint and keeps the answer up to date. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  options: ReadOptions = {},
): UseQueryResult<OutputOf<E>, ApiProblem> {
  return useQuery(endpointQuery(endpoint, input, options)) as UseQueryResult<OutputOf<E>, ApiProblem>;
}

type ItemOf<E extends Endpoint> = OutputOf<E> extends { items: (infer Item)[] } ? Item : never;
type Paged<E extends Endpoint> = { items: ItemOf<E>[]; nextCursor: string | null };

/** What a list needs of a keyset-paged endpoint: all rows loaded so far, and how to get more. */
export type PagedRows<Row> = {
  rows: Row[];
  isPending: boolean;
  error: ApiProblem | null;
  retry: () => void;
  /** Absent when everything is loaded. */
  loadMore?: () => void;
  isLoadingMore: boolean;
};

/** Reads a list endpoint page by page; `input.query` holds the filters, without the cursor. */
export function usePagedEndpoint<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  options: ReadOptions = {},
): PagedRows<ItemOf<E>> {
  const query = useInfiniteQuery(
    infiniteQueryOptions<Paged<E>, ApiProblem, { pages: Paged<E>[] }, QueryKey, string | null>({
      queryKey: [...endpointKey(endpoint, input), 'pages'],
      queryFn: ({ pageParam, signal }) => {
        const filters = (input as { query?: object }).query;
        const paged = { ...input, query: pageParam ? { ...filters, cursor: pageParam } : filters };
        return api.call(endpoint, paged as CallOf<E>, { signal }) as Promise<Paged<E>>;
      },
      initialPageParam: null,
      getNextPageParam: (page) => page.nextCursor,
      enabled: options.enabled ?? true,
      meta: { follows: followedBy(endpoint, options) },
      refetchInterval: options.everySeconds ? options.everySeconds * 1000 : false,
    }),
  );
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  // A narrow filter may have found nothing yet: “nothing” is said when everything was looked at.
  const looksOn = rows.length === 0 && query.hasNextPage && !query.isFetchNextPageError;
  const { fetchNextPage } = query;
  useEffect(() => {
    if (looksOn && !query.isFetching) void fetchNextPage();
  }, [looksOn, query.isFetching, fetchNextPage]);
  return {
    rows,
    isPending: query.isPending || looksOn,
    error: query.data && !query.isFetchNextPageError ? null : query.error,
    retry: () => void query.refetch(),
    loadMore: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    isLoadingMore: query.isFetchingNextPage,
  };
}

export type ActionOptions<E extends Endpoint> = {
  /** Endpoints whose reads this changes; their active reads are asked again at once. */
  changes?: Endpoint[];
  done?: (output: OutputOf<E>, input: CallOf<E>) => void;
};

/**
 * What a call is given, with its headers If-Match and Idempotency-Key. Whoever replaces a whole thing that has a version
 * must say which version they saw; changing single fields may do without.
 */
export type ChangeOf<E extends Endpoint> = CallOf<E> & { idempotencyKey?: string } & (E['method'] extends 'PUT'
    ? E extends { body: unknown }
      ? OutputOf<E> extends { version: number }
        ? { ifMatch: number }
        : { ifMatch?: number }
      : { ifMatch?: number }
    : { ifMatch?: number });

export type Action<E extends Endpoint> = {
  isPending: boolean;
  data: OutputOf<E> | undefined;
  error: ApiProblem | null;
  reset: () => void;
  /** Says why it was refused, unless somebody else does. Its handlers run also when the page was left meanwhile. */
  mutate: (
    input: ChangeOf<E>,
    handlers?: { onSuccess?: (output: OutputOf<E>) => unknown; onError?: (error: ApiProblem) => unknown },
  ) => void;
  /** Rejects with the refusal. */
  mutateAsync: (input: ChangeOf<E>) => Promise<OutputOf<E>>;
};

/**
 * Calls an endpoint that changes something: `const create = useAction(createTeam, { changes: [listTeams] })`.
 * The same thing asked for again while it is on its way, as by a double click, is one call.
 */
export function useAction<E extends Endpoint>(endpoint: E, options: ActionOptions<E> = {}): Action<E> {
  const queries = useQueryClient();
  const running = useRef(new Map<string, Promise<OutputOf<E>>>());
  const unanswered = useRef({ text: '', key: '' });
  const {
    isPending,
    data,
    error,
    reset,
    mutateAsync: call,
  } = useMutation<OutputOf<E>, ApiProblem, ChangeOf<E>>({
    mutationFn: async ({ ifMatch, idempotencyKey, ...input }) => {
      if (endpoint.status !== 201 || idempotencyKey)
        return api.call(endpoint, input as unknown as CallOf<E>, { ifMatch, idempotencyKey });
      // What was made without an answer having come back is not made a second time.
      const text = JSON.stringify(input);
      if (unanswered.current.text !== text) unanswered.current = { text, key: randomKey() };
      const output = await api.call(endpoint, input as unknown as CallOf<E>, {
        idempotencyKey: unanswered.current.key,
      });
      unanswered.current = { text: '', key: '' };
      return output;
    },
    onSuccess: async (output, input) => {
      options.done?.(output, input);
      const changed = options.changes ?? [];
      await Promise.all(changed.map((read) => queries.invalidateQueries({ queryKey: endpointKey(read) })));
    },
  });
  const mutateAsync = useCallback(
    (input: ChangeOf<E>) => {
      const text = JSON.stringify(input);
      const known = running.current.get(text);
      if (known) return known;
      const started = call(input).finally(() => running.current.delete(text));
      running.current.set(text, started);
      return started;
    },
    [call],
  );
  const mutate: Action<E>['mutate'] = useCallback(
    (input, { onSuccess, onError = sayRefusal } = {}) => void mutateAsync(input).then(onSuccess, onError),
    [mutateAsync],
  );
  return { isPending, data, error, reset, mutate, mutateAsync };
}
