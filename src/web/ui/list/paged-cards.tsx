import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '../screen/error-state.tsx';
import { Cards } from '../screen/section.tsx';

type PagedCardsProps<Row> = {
  label: string;
  list: {
    rows: readonly Row[];
    error: unknown;
    retry: () => void;
    /** Absent when everything is loaded. */
    loadMore?: (() => void) | undefined;
    isLoadingMore: boolean;
  };
  /** One `Card` with its key. */
  card: (row: Row) => ReactNode;
};

/** The rows of an endpoint as cards: why they cannot be read, what is loaded, and the way to more. Nothing for none. */
export function PagedCards<Row>({ label, list, card }: PagedCardsProps<Row>) {
  const { rows, error, retry, loadMore, isLoadingMore } = list;
  return (
    <>
      {error != null && <ErrorState error={error} retry={retry} />}
      {rows.length > 0 && <Cards label={label}>{rows.map(card)}</Cards>}
      {loadMore && (
        <div>
          <Button variant="default" onClick={loadMore} loading={isLoadingMore}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
