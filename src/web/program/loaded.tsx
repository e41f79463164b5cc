import type { ReactNode } from 'react';
import { ApiProblem } from '../../client/client.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';

type Answer<Data> = { data: Data | undefined; error: unknown; refetch: () => unknown };

/** What was asked for once it is here; before that, loading or what failed. */
export function Loaded<Data>({ answer, children }: { answer: Answer<Data>; children: (data: Data) => ReactNode }) {
  const { data, error, refetch } = answer;
  if (data !== undefined) return children(data);
  if (!error) return <LoadingRows rows={8} />;
  // Asking again for what is not there answers the same.
  const isGone = error instanceof ApiProblem && error.status === 404;
  return <ErrorState error={error} retry={isGone ? undefined : () => void refetch()} />;
}
