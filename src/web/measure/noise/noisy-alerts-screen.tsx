import { Button, SegmentedControl, Select } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { listNoisyAlerts, type NoisyAlert, noiseGroups } from '../../../contract/measure/noisy-alerts.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { IdFilter } from '../../directory/id-filter.tsx';
import { useGuard } from '../../directory/may.ts';
import { type NoisySearch, paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Filters } from '../../ui/list/filters.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DataTable } from '../charts/chart-figure.tsx';
import { secondsText, shareText } from '../figure-text.ts';
import styles from '../measures.module.css';
import { queryOf } from '../period.ts';
import { ProposeForm } from './propose-form.tsx';
import { stateBadges } from './retirement-list.tsx';
import { RetirementsPanel } from './retirements-panel.tsx';

const parents = [{ label: 'Measures', href: paths.measures() }];
const periods = [30, 90, 180, 365].map((days) => ({ value: String(days), label: `Last ${days} days` }));
const words = { alert: 'Alert', source: 'Source', route: 'Route', service: 'Service' } as const;

/** What pages most, whether it needed anybody, and what was decided about it. */
export function NoisyAlertsScreen() {
  const search = useSearch({ from: '/app/measures/noisy-alerts' });
  const router = useRouter();
  const change = (next: Partial<NoisySearch>) => router.history.replace(paths.noisyAlerts({ ...search, ...next }));
  const { days = 30, by = 'alert', teamId } = search;
  const { from, to } = queryOf({ days }, displayZone(), serverNow());
  const { data, error, refetch } = useEndpoint(
    listNoisyAlerts,
    { query: { from, to, by, teamId } },
    { follows: ['page', 'source', 'setting'] },
  );
  const [proposed, setProposed] = useState<NoisyAlert | null>(null);
  const guard = useGuard('alerts.respond');
  return (
    <>
      <PageHeader title="Noisy alerts" parents={parents}>
        What pages most. An alert that nobody acts on teaches people to ignore the next one.
      </PageHeader>
      <Filters>
        <Select
          aria-label="Period"
          allowDeselect={false}
          data={periods}
          value={String(days)}
          onChange={(value) => change({ days: Number(value) })}
        />
        <IdFilter label="Team" of="teams" value={teamId} change={(team) => change({ teamId: team })} />
        <SegmentedControl
          aria-label="By"
          data={noiseGroups.map((value) => ({ value, label: words[value] }))}
          value={by}
          onChange={(value) => change({ by: value as (typeof noiseGroups)[number] })}
        />
      </Filters>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={10} label="Loading noisy alerts" />}
      {data?.items.length === 0 && <EmptyState kind="cleared">No page in this period.</EmptyState>}
      {data && data.items.length > 0 && (
        <Panel title={`What paged most, last ${days} days`}>
          <DataTable
            caption="What paged most"
            head={[words[by], 'Pages', 'At night', 'Acted on', 'Answers', 'Ended by itself', 'After (median)', '']}
            rows={data.items.map((item) => ({
              key: item.key,
              cells: [
                <Name key="name" item={item} />,
                item.pages,
                item.nightPages,
                item.answered === 0 ? '–' : shareText(Math.round((item.acted / item.answered) * 1000) / 1000),
                `${item.answered} of ${item.pages}`,
                `${item.endedByItself} of ${item.alerts}`,
                secondsText(item.medianSecondsToEnd),
                item.dedupKey !== null &&
                  (item.retirement && item.retirement.state !== 'kept' ? (
                    <Badge
                      key="state"
                      look="plain"
                      tone={stateBadges[item.retirement.state].tone}
                      glyph={stateBadges[item.retirement.state].glyph}
                    >
                      {stateBadges[item.retirement.state].words}
                    </Badge>
                  ) : (
                    <Button
                      key="propose"
                      variant="default"
                      size="compact-sm"
                      aria-label={`Propose to retire ${item.name}`}
                      onClick={() => setProposed(item)}
                      {...guard}
                    >
                      Propose to retire
                    </Button>
                  )),
              ],
            }))}
          />
          <p className={styles.note}>
            {data.answered} of {data.pages} pages have feedback.
            {data.isCut && ' Only the newest 100,000 pages are counted.'} A page with several alerts counts for each.{' '}
            {data.hours}
          </p>
        </Panel>
      )}
      <div style={{ marginTop: 16 }}>
        <RetirementsPanel />
      </div>
      <ProposeForm alert={proposed} close={() => setProposed(null)} />
    </>
  );
}

function Name({ item }: { item: NoisyAlert }) {
  if (item.dedupKey !== null)
    return (
      <>
        <a href={paths.pages({ text: item.name.slice(0, 200) })}>{item.name}</a>{' '}
        <span className="muted">{item.source?.name}</span>
      </>
    );
  if (item.source) return <a href={paths.source(item.source.id)}>{item.name}</a>;
  if (item.serviceId !== null) return <a href={paths.service(item.serviceId)}>{item.name}</a>;
  return item.name;
}
