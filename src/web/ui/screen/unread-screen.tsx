import { ApiProblem } from '../../../client/client.ts';
import { LoadingRows } from '../list/loading-rows.tsx';
import { ErrorState } from './error-state.tsx';
import { PageHeader } from './page-header.tsx';
import type { Crumb } from './page-title.ts';

export type UnreadPageProps = {
  title: string;
  parents: Crumb[];
  /** Why it could not be read; while there is no reason, it is being read. */
  error: unknown;
  retry: () => unknown;
};

/** Stands for the page of one thing until that thing has been read. */
export function UnreadScreen({ title, parents, error, retry }: UnreadPageProps) {
  // Asking again for what is not there answers the same.
  const isGone = error instanceof ApiProblem && error.status === 404;
  const parent = parents.at(-1);
  return (
    <>
      <PageHeader title={title} parents={parents} />
      {error ? <ErrorState error={error} retry={isGone ? undefined : () => void retry()} /> : <LoadingRows />}
      {isGone && parent?.href && (
        <p>
          <a href={parent.href}>All {parent.label.toLowerCase()}</a>
        </p>
      )}
    </>
  );
}
