import { Select } from '@mantine/core';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { readPersonalLoad } from '../../../contract/measure/oncall.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Filters } from '../../ui/list/filters.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone, Time } from '../../ui/time/time.tsx';
import { DataTable } from '../charts/chart-figure.tsx';
import { countText } from '../figure-text.ts';
import styles from '../measures.module.css';
import { queryOf } from '../period.ts';
import { kindWords, LoadFacts } from './load-facts.tsx';

const parents = [
  { label: 'Measures', href: paths.measures() },
  { label: 'On-call load', href: paths.onCallLoad() },
];
const periods = [30, 90, 180, 365].map((days) => ({ value: String(days), label: `Last ${days} days` }));
const kinds = Object.keys(kindWords) as (keyof typeof kindWords)[];

/** What being on call asked of one person, shift by shift; for themselves and the leads of their teams. */
export function PersonalLoadScreen() {
  const id = Number(useParams({ from: '/app/measures/on-call/people/$id' }).id);
  const { days = 90 } = useSearch({ from: '/app/measures/on-call/people/$id' });
  const router = useRouter();
  const { from, to } = queryOf({ days }, displayZone(), serverNow());
  const { data, error, refetch } = useEndpoint(
    readPersonalLoad,
    { params: { id }, query: { from, to } },
    { follows: ['page', 'schedule', 'team', 'setting'] },
  );
  if (!data) return <UnreadScreen title="On-call load" parents={parents} error={error} retry={refetch} />;
  const { person, isMe, hours, shifts, pagesOffCall } = data;
  return (
    <>
      <PageHeader title={isMe ? 'Your on-call load' : `On-call load of ${person.name}`} parents={parents}>
        {isMe ? 'Only you and the leads of your teams see this.' : 'You see this because you lead a team of theirs.'}
      </PageHeader>
      <Filters>
        <Select
          aria-label="Period"
          allowDeselect={false}
          data={periods}
          value={String(days)}
          onChange={(value) => router.history.replace(paths.personalLoad(id, { days: Number(value) }))}
        />
      </Filters>
      <div className={styles.grid}>
        <Panel title={`Last ${days} days`}>
          {data.n > 0 && (
            <div className={styles.numbers}>
              <span className={styles.number}>{countText(data.medianPages)}</span>
              <span>
                pages, median of {data.n} {data.n === 1 ? 'shift' : 'shifts'}
              </span>
            </div>
          )}
          <LoadFacts figures={data} />
          <Facts
            facts={[
              ['Hours on call', countText(hours)],
              ['Pages while not on call', pagesOffCall],
            ]}
          />
          <p className={styles.note}>
            {data.definition} {data.hoursText}
          </p>
        </Panel>
        <Panel title="Shifts">
          {shifts.length === 0 ? (
            <p className="muted">No shift ended in this period.</p>
          ) : (
            <DataTable
              caption="Shifts"
              head={['Shift', 'Until', 'Pages', ...kinds.map((kind) => kindWords[kind]), 'Incidents', '']}
              rows={shifts.map((shift) => ({
                key: `${shift.from}:${shift.to}`,
                cells: [
                  <Time key="from" at={shift.from} />,
                  <Time key="to" at={shift.to} />,
                  shift.pages,
                  ...kinds.map((kind) => shift.pagesByKind[kind]),
                  shift.incidents,
                  shift.isHeavy ? 'heavy' : '',
                ],
              }))}
            />
          )}
        </Panel>
      </div>
    </>
  );
}
