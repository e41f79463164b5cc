import { useQueryClient } from '@tanstack/react-query';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { endpointKey } from '../../data/endpoint-query.ts';

/** Asks reads of these endpoints again, after calls that were made one by one. */
export function useRefresh() {
  const queries = useQueryClient();
  return (endpoints: readonly Endpoint[]) => {
    for (const endpoint of endpoints) void queries.invalidateQueries({ queryKey: endpointKey(endpoint) });
  };
}
