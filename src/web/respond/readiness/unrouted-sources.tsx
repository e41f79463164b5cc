import { listUnroutedSources } from '../../../contract/respond/readiness.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { coverageFollows, Mend } from '../../directory/coverage/who-is-paged.tsx';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';

/** Sources whose alerts have no service. */
export function UnroutedSources() {
  const { data, error, refetch } = useEndpoint(listUnroutedSources, {}, { follows: coverageFollows });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={3} />;
  if (data.items.length === 0)
    return <EmptyState kind="cleared">Every source leads to a service, or is set to page nobody.</EmptyState>;
  return (
    <Cards label="Sources without a service">
      {data.items.map(({ source, sentence, mend }) => (
        <Card key={source.id}>
          <a href={paths.source(source.id)}>{source.name}</a>
          <span>
            {sentence} <Mend mend={mend} />
          </span>
        </Card>
      ))}
    </Cards>
  );
}
