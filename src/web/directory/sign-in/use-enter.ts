import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { paths } from '../../paths.ts';

/** After the session changed: forgets everything that was read before and goes to `href`. */
export function useEnter(): (href?: string) => void {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(
    (href = paths.home()) => {
      queries.clear();
      router.history.push(href);
    },
    [queries, router],
  );
}
