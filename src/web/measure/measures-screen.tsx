import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { readMeasures } from '../../contract/measure/measures.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { paths, withSearch } from '../paths.ts';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { Facts } from '../ui/screen/section.tsx';
import { serverNow } from '../ui/time/server-clock.ts';
import { displayZone } from '../ui/time/time.tsx';
import { BreakdownPanel } from './breakdown-panel.tsx';
import { DurationPanel } from './duration-panel.tsx';
import { countText, shareText } from './figure-text.ts';
import { PostmortemPanel, RecurrencePanel } from './learning-panels.tsx';
import { MeasureFilter } from './measure-filter.tsx';
import styles from './measures.module.css';
import { OncallPanel } from './oncall/oncall-panel.tsx';
import { queryOf } from './period.ts';
import { OpenPanel, SprintPanel } from './sprint-panel.tsx';
import { TrendPanel } from './trend-panel.tsx';

const follows = ['incident', 'postmortem', 'recurrence', 'actionItem', 'sprintCalendar'] as const;

/** Are we getting better? The four measures and their companions, each with what is needed to judge it. */
export function MeasuresScreen() {
  const search = useSearch({ from: '/app/measures' });
  const query = queryOf(search, displayZone(), serverNow());
  const { data, error, refetch } = useEndpoint(readMeasures, { query }, { follows });
  return (
    <>
      <PageHeader
        word="measure"
        title="Measures"
        actions={
          <>
            <Button component="a" variant="default" href={paths.digests()}>
              Digests
            </Button>
            <Button component="a" variant="default" href={withSearch('/api/v1/measures', query)} target="_blank">
              JSON
            </Button>
            <Button component="a" variant="default" href={withSearch('/api/v1/measures.csv', query)} download>
              CSV
            </Button>
          </>
        }
      >
        Are we getting better? Every number links to the incidents behind it.
      </PageHeader>
      <MeasureFilter search={search} />
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={12} label="Loading measures" />}
      {data?.sprints.items.every(({ n }) => n === 0) && data.restore.all.n === 0 && (
        <EmptyState
          kind="first-use"
          title="No incidents in this period"
          action={{ label: 'View incidents', href: paths.incidents() }}
        >
          Measures are calculated from declared and resolved incidents. {data.excluded}
        </EmptyState>
      )}
      {data && (
        <>
          <div className={styles.trend}>
            <TrendPanel query={query} search={search} />
          </div>
          <div className={styles.trend}>
            <BreakdownPanel query={query} search={search} />
          </div>
          <div className={styles.grid}>
            <DurationPanel measure={data.restore} />
            <SprintPanel sprints={data.sprints} />
            <PostmortemPanel postmortems={data.postmortems} />
            <RecurrencePanel measures={data} />
            <DurationPanel measure={data.detect} />
            <DurationPanel measure={data.acknowledge} />
            <DurationPanel measure={data.mitigate} />
            <OncallPanel from={data.from} to={data.to} teamId={search.teamId} />
            <OpenPanel open={data.open} />
            <Panel title="Action items">
              <Facts
                facts={[
                  [
                    'Open',
                    <a key="open" href={paths.actionItems()}>
                      {data.actionItems.open}
                    </a>,
                  ],
                  ['Overdue', data.actionItems.overdue],
                  ['No owner', data.actionItems.withoutOwner],
                  [
                    'Oldest open',
                    data.actionItems.oldestOpenDays === null
                      ? '–'
                      : `${countText(data.actionItems.oldestOpenDays)} days`,
                  ],
                  ['Done on time', shareText(data.actionItems.onTimeShare)],
                ]}
              />
            </Panel>
          </div>
          <p className="muted" style={{ marginTop: 16 }}>
            {data.excluded} {data.percentile}
          </p>
        </>
      )}
    </>
  );
}
