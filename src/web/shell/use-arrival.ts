import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * Whether the screen just opened still waits for something it reads for the first time. Its parts are shown together
 * when all of that is here, so that none pushes another away; the style sheet ends the wait for a slow server.
 */
export function useArrival(): boolean {
  const queries = useQueryClient();
  const place = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname });
  const [arrivedAt, setArrivedAt] = useState<string>();
  useEffect(() => onceRead(queries, () => setArrivedAt(place)), [queries, place]);
  return arrivedAt !== place;
}

const isReading = (queries: QueryClient) =>
  queries.isFetching({ predicate: ({ state }) => state.status === 'pending' }) > 0;

/** Calls `done` when nothing is read for the first time any more. Returns a function that stops waiting. */
function onceRead(queries: QueryClient, done: () => void): () => void {
  if (!isReading(queries)) {
    done();
    return () => {};
  }
  let frame = 0;
  // What has just come may bring parts that read in their turn: they are drawn first.
  const look = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (isReading(queries)) return;
        unsubscribe();
        done();
      });
    });
  };
  const unsubscribe = queries.getQueryCache().subscribe(look);
  return () => {
    unsubscribe();
    cancelAnimationFrame(frame);
  };
}
