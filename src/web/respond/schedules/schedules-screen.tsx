import { Button } from '@mantine/core';
import { listSchedules, type Schedule } from '../../../contract/respond/schedules/schedule.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { Term } from '../../ui/text/term.tsx';

const columns: Column<Schedule>[] = [
  { header: 'Schedule', cell: ({ name }) => name, isTitle: true },
  {
    header: 'People',
    width: 'minmax(140px, 2fr)',
    cell: ({ people }) => people.map(({ name }) => name).join(', ') || 'Nobody yet',
  },
  {
    header: 'Layers',
    width: '70px',
    isNumber: true,
    cell: ({ definition }) => definition.layers.length,
    align: 'end',
    wideOnly: true,
  },
  { header: 'Time zone', width: '170px', cell: ({ timeZone }) => timeZone },
];

export function SchedulesScreen() {
  const go = useGo();
  const list = usePagedEndpoint(listSchedules, { query: {} });
  const guard = useGuard('oncall.manage');
  const add = () => !guard.disabled && go(paths.newSchedule());
  useShortcut('n', 'New schedule', add);
  return (
    <>
      <PageHeader
        word="schedule"
        title="Schedules"
        parents={[{ label: 'On-call', href: paths.onCall() }]}
        actions={
          <Button {...guard} onClick={add}>
            New schedule
          </Button>
        }
      >
        A <Term word="schedule" /> says who is on call at any moment.
      </PageHeader>
      <DataList
        label="Schedules"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        href={({ id }) => paths.schedule(id)}
        empty={
          <EmptyState kind="first-use" title="No schedules yet" action={{ label: 'New schedule', run: add }}>
            Choose the people who take turns and how often they hand off. Escalation policies then page whoever is on
            call.
          </EmptyState>
        }
      />
    </>
  );
}
