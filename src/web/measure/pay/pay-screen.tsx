import { Button, Select } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { readPaySheet } from '../../../contract/measure/pay.ts';
import { payKinds } from '../../../domain/measure/oncall/pay.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { IdFilter } from '../../directory/id-filter.tsx';
import { useGuard } from '../../directory/may.ts';
import { paths, withSearch } from '../../paths.ts';
import { Filters } from '../../ui/list/filters.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { DataTable } from '../charts/chart-figure.tsx';
import styles from '../measures.module.css';
import { PayRatesForm, payWords } from './pay-rates-form.tsx';

const parents = [
  { label: 'Measures', href: paths.measures() },
  { label: 'On-call load', href: paths.onCallLoad() },
];

/** What is due for being on call in a month; of everybody for admins, else one's own. */
export function PayScreen() {
  const search = useSearch({ from: '/app/measures/on-call/pay' });
  const router = useRouter();
  const months = lastMonths(serverNow(), 14);
  const { month = months[1]!, teamId } = search;
  const change = (next: typeof search) => router.history.replace(paths.onCallPay({ ...search, ...next }));
  const query = { month, teamId };
  const { data, error, refetch } = useEndpoint(
    readPaySheet,
    { query },
    { follows: ['schedule', 'setting', 'calendar', 'page'] },
  );
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('platform.manage');
  return (
    <>
      <PageHeader
        title="On-call pay"
        parents={parents}
        actions={
          <>
            <Button
              component="a"
              variant="default"
              href={withSearch('/api/v1/measures/oncall/pay.csv', query)}
              download
            >
              CSV
            </Button>
            <Button variant="default" onClick={() => setEditing(true)} {...guard}>
              Rates
            </Button>
          </>
        }
      >
        {data?.isAll === false
          ? 'What is due to you for being on call. Others see their own.'
          : 'What is due for being on call, by month and person.'}
      </PageHeader>
      <Filters>
        <Select
          aria-label="Month"
          allowDeselect={false}
          data={months.map((value) => ({ value, label: monthText(value) }))}
          value={month}
          onChange={(value) => change({ month: value ?? undefined })}
        />
        <IdFilter label="Team" of="teams" value={teamId} change={(team) => change({ teamId: team })} />
      </Filters>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={8} label="Loading on-call pay" />}
      {data && (
        <Panel title={`${monthText(month)}${data.isOver ? '' : ', so far'}`}>
          {!data.isSet && <p>Nobody has set the rates yet, so only hours and call-outs are shown.</p>}
          {data.items.length === 0 ? (
            <p className="muted">Nobody was on call in this month.</p>
          ) : (
            <DataTable
              caption="On-call pay"
              head={[
                ...[
                  'Person',
                  ...(data.isSet ? [`Total (${data.currency})`] : []),
                  'Shifts',
                  ...payKinds.map((kind) => `${payWords[kind]} h`),
                  'Call-outs',
                ],
                ...(data.isSet ? ['For hours', 'For shifts', 'For call-outs'] : []),
              ]}
              rows={data.items.map((item) => ({
                key: item.person.id,
                cells: [
                  ...[
                    item.person.name,
                    ...(data.isSet ? [amountText(item.total)] : []),
                    item.shifts,
                    ...payKinds.map((kind) => hoursText(item.minutes[kind])),
                  ],
                  payKinds.reduce((sum, kind) => sum + item.callOuts[kind], 0),
                  ...(data.isSet ? [item.standby, item.forShifts, item.forCallOuts].map(amountText) : []),
                ],
              }))}
            />
          )}
          {data.isSet && data.items.length > 1 && (
            <p>
              <strong>
                {amountText(data.total)} {data.currency}
              </strong>{' '}
              in all
            </p>
          )}
          <p className={styles.note}>{data.rules}</p>
        </Panel>
      )}
      <PayRatesForm opened={isEditing} close={() => setEditing(false)} />
    </>
  );
}

const amountText = (amount: number) =>
  new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);
const hoursText = (minutes: number) =>
  minutes === 0 ? '–' : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** Newest first, `2026-11`. */
function lastMonths(nowMs: number, count: number): string[] {
  const now = new Date(nowMs);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}

const monthText = (month: string) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01`),
  );
