import { Button, SegmentedControl, Select } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { listPersonalLoads, readOncallLoad } from '../../../contract/measure/oncall.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { IdFilter } from '../../directory/id-filter.tsx';
import { useGuard } from '../../directory/may.ts';
import { type OncallLoadSearch, paths } from '../../paths.ts';
import { Filters } from '../../ui/list/filters.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DataTable } from '../charts/chart-figure.tsx';
import { countText, shareText } from '../figure-text.ts';
import styles from '../measures.module.css';
import { queryOf } from '../period.ts';
import { isHidden, LoadFacts, nightsText, ToneBadge } from './load-facts.tsx';
import { LoadTrend } from './load-trend.tsx';
import { OncallHoursForm } from './oncall-hours-form.tsx';

const parents = [{ label: 'Measures', href: paths.measures() }];
const periods = [30, 90, 180, 365].map((days) => ({ value: String(days), label: `Last ${days} days` }));
const follows = ['page', 'schedule', 'team', 'setting'] as const;

/** What being on call asks of people: of all and of teams without names, and of each person for those who may see it. */
export function OncallLoadScreen() {
  const search = useSearch({ from: '/app/measures/on-call' });
  const router = useRouter();
  const change = (next: Partial<OncallLoadSearch>) => router.history.replace(paths.onCallLoad({ ...search, ...next }));
  const { days = 90, teamId, by = days > 90 ? 'month' : 'week' } = search;
  const { from, to } = queryOf({ days }, displayZone(), serverNow());
  const { data, error, refetch } = useEndpoint(readOncallLoad, { query: { from, to, teamId, by } }, { follows });
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('oncall.manage', 'everything');
  return (
    <>
      <PageHeader
        title="On-call load"
        parents={parents}
        actions={
          <>
            <Button component="a" variant="default" href={paths.noisyAlerts()}>
              Noisy alerts
            </Button>
            <Button component="a" variant="default" href={paths.onCallPay()}>
              Pay
            </Button>
            <Button variant="default" onClick={() => setEditing(true)} {...guard}>
              Hours
            </Button>
          </>
        }
      >
        How much being on call asks of people. Names are shown only to the people themselves and to the leads of their
        teams.
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
          data={[
            { value: 'week', label: 'Week' },
            { value: 'month', label: 'Month' },
          ]}
          value={by}
          onChange={(value) => change({ by: value as 'week' | 'month' })}
        />
      </Filters>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={10} label="Loading on-call load" />}
      {data && (
        <div className={styles.grid}>
          <Panel title={`Pages per shift, last ${days} days`}>
            <div className={styles.numbers}>
              <span className={styles.number}>{countText(data.medianPages)}</span>
              <span>
                median of {data.n} {data.n === 1 ? 'shift' : 'shifts'} of {data.people}{' '}
                {data.people === 1 ? 'person' : 'people'}
              </span>
            </div>
            <LoadFacts figures={data} />
            <p className={styles.note}>
              {data.definition} {data.hours}
            </p>
          </Panel>
          <Panel title={`Pages per shift by ${data.by}`}>
            <TrendOrWhyNot load={data} />
          </Panel>
          <PeoplePanel days={days} />
          {teamId === undefined && <TeamsPanel teams={data.teams} />}
          <ServicesPanel load={data} />
        </div>
      )}
      <OncallHoursForm opened={isEditing} close={() => setEditing(false)} />
    </>
  );
}

type Load = OutputOf<typeof readOncallLoad>;

function TrendOrWhyNot({ load }: { load: Load }) {
  if (load.points.length === 0) return <p className="muted">No shifts yet.</p>;
  if (load.points.every(isHidden))
    return (
      <p className="muted">
        Only one person was on call in each {load.by}, so nothing is shown.
        {load.by === 'week' && ' A month may have several.'}
      </p>
    );
  return <LoadTrend load={load} />;
}

function TeamsPanel({ teams }: { teams: Load['teams'] }) {
  return (
    <Panel title="By team">
      {teams.length === 0 ? (
        <p className="muted">No shifts yet.</p>
      ) : (
        <DataTable
          caption="On-call load by team"
          head={['Team', 'Shifts', 'Median', 'Worst', 'Interrupted nights', 'State']}
          rows={teams.map(({ team, ...figures }) => ({
            key: team?.id ?? 0,
            cells: [
              <TeamName key="team" team={team} />,
              figures.n,
              countText(figures.medianPages),
              countText(figures.worstPages),
              nightsText(figures),
              isHidden(figures) ? 'One person only' : <ToneBadge key="tone" tone={figures.tone} />,
            ],
          }))}
        />
      )}
      <p className={styles.note}>Of the team whose schedule it was. What only one person had is not shown here.</p>
    </Panel>
  );
}

function ServicesPanel({ load: { services, feedback } }: { load: Load }) {
  return (
    <Panel title="By service">
      {services.length === 0 ? (
        <p className="muted">No pages reached anybody in this period.</p>
      ) : (
        <DataTable
          caption="Pages by service"
          head={['Service', 'Pages', 'At night', 'Acted on', 'Answers']}
          rows={services.map(({ service, pages, nightPages, answered, acted }) => ({
            key: service?.id ?? 0,
            cells: [
              <ServiceName key="service" service={service} />,
              pages,
              nightPages,
              answered === 0 ? '–' : shareText(acted / answered),
              `${answered} of ${pages}`,
            ],
          }))}
        />
      )}
      {feedback.pages > 0 && (
        <p className={styles.note}>
          {feedback.answered} of {feedback.pages} pages have feedback
          {feedback.answered > 0 && `, ${feedback.acted} of them were acted on`}. At night: for somebody whom they
          reached.
        </p>
      )}
    </Panel>
  );
}

function PeoplePanel({ days }: { days: number }) {
  const { from, to } = queryOf({ days }, displayZone(), serverNow());
  const { data, error, refetch } = useEndpoint(listPersonalLoads, { query: { from, to } }, { follows });
  return (
    <Panel title={data && data.leads.length > 0 ? 'You and the people you lead' : 'Your on-call load'}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {data && (
        <DataTable
          caption="On-call load by person"
          head={['Person', 'Hours', 'Shifts', 'Pages, median', 'Worst', 'Interrupted nights', 'State']}
          rows={data.items.map(({ person, isMe, hours, ...figures }) => ({
            key: person.id,
            cells: [
              <a key="person" href={paths.personalLoad(person.id, { days })}>
                {isMe ? `${person.name} (you)` : person.name}
              </a>,
              countText(hours),
              figures.n,
              countText(figures.medianPages),
              countText(figures.worstPages),
              nightsText(figures),
              <ToneBadge key="tone" tone={figures.tone} />,
            ],
          }))}
        />
      )}
      <p className={styles.note}>
        {data && data.leads.length > 0
          ? `You lead ${data.leads.map(({ name }) => name).join(', ')}. Nobody else sees these figures of a person.`
          : 'Only you and the leads of your teams see it.'}
      </p>
    </Panel>
  );
}

type Named = { id: number; name: string } | null;

const TeamName = ({ team }: { team: Named }) =>
  team ? <a href={paths.onCallLoad({ teamId: team.id })}>{team.name}</a> : 'No team';

const ServiceName = ({ service }: { service: Named }) =>
  service ? <a href={paths.service(service.id)}>{service.name}</a> : 'No service';
