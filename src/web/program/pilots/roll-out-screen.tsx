import { Button, Progress, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { listPilots } from '../../../contract/program/pilots.ts';
import {
  addToWave,
  getRollOut,
  listRollOuts,
  moveWave,
  type RollOut,
  stopRollOut,
  updateRollOut,
} from '../../../contract/program/plans/roll-outs.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { addDays } from '../../../domain/program/plans/plan.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { ChartFigure, DataTable } from '../../measure/charts/chart-figure.tsx';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { DateField } from '../../ui/time/time-fields.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import program from '../program.module.css';
import { RollOutImpactPanel } from './impact-panel.tsx';
import { outcomeWords, stateWords } from './pilot-words.ts';
import styles from './plan.module.css';
import { summaryOf } from './roll-out-summary.ts';
import { Timeline, type TimelineRow } from './timeline.tsx';

const parents = [...programParents, { label: 'Plans', href: paths.pilots() }];
const changes = [getRollOut, listRollOuts, listPilots, readProgram];

type Wave = RollOut['waves'][number];

/** All teams of a roll-out by wave, with how far each is. */
export function RollOutScreen() {
  const id = Number(useParams({ from: '/app/program/roll-outs/$id' }).id);
  const { view = 'list' } = useSearch({ from: '/app/program/roll-outs/$id' });
  const navigate = useNavigate({ from: '/program/roll-outs/$id' });
  const answer = useEndpoint(getRollOut, { params: { id } }, { follows: ['pilot'] });
  const [layer, setLayer] = useState<{ by: 'name' | 'stop' } | { by: 'move' | 'add'; wave: Wave } | null>(null);
  const guard = useGuard('program.manage');
  const rollOut = answer.data;
  return (
    <>
      <PageHeader
        word="roll-out"
        title={rollOut?.name ?? 'Roll-out'}
        parents={parents}
        actions={
          rollOut && (
            <>
              {openPlans(rollOut).length > 0 && (
                <Button variant="default" {...guard} onClick={() => setLayer({ by: 'stop' })}>
                  Stop roll-out
                </Button>
              )}
              <Button variant="default" {...guard} onClick={() => setLayer({ by: 'name' })}>
                Rename
              </Button>
            </>
          )
        }
      >
        {rollOut && `${summaryOf(rollOut)}. ${rollOut.timeZone}`}
      </PageHeader>
      <Loaded answer={answer}>
        {(rollOut) => (
          <div className={program.stackOfPanels}>
            {rollOut.pilot && (
              <p>
                Spreads what the pilot of <a href={paths.pilot(rollOut.pilot.id)}>{rollOut.pilot.team.name}</a> found.
              </p>
            )}
            <SegmentedControl
              className={styles.short}
              aria-label="View"
              value={view}
              data={[
                { value: 'list', label: 'List' },
                { value: 'timeline', label: 'Timeline' },
              ]}
              onChange={(chosen) => void navigate({ search: chosen === 'list' ? {} : { view: chosen }, replace: true })}
            />
            {view === 'timeline' && <RollOutTimeline rollOut={rollOut} />}
            {view === 'list' &&
              rollOut.waves.map((wave) => (
                <WavePanel
                  key={wave.number}
                  wave={wave}
                  move={() => setLayer({ by: 'move', wave })}
                  add={() => setLayer({ by: 'add', wave })}
                />
              ))}
            {rollOut.waves.some(({ hasStarted }) => hasStarted) && <RollOutImpactPanel rollOutId={rollOut.id} />}
            <NameForm rollOut={rollOut} opened={layer?.by === 'name'} close={() => setLayer(null)} />
            <StopForm rollOut={rollOut} opened={layer?.by === 'stop'} close={() => setLayer(null)} />
            {layer?.by === 'move' && <MoveForm rollOut={rollOut} wave={layer.wave} close={() => setLayer(null)} />}
            {layer?.by === 'add' && <AddForm rollOut={rollOut} wave={layer.wave} close={() => setLayer(null)} />}
          </div>
        )}
      </Loaded>
    </>
  );
}

function WavePanel({ wave, move, add }: { wave: Wave; move: () => void; add: () => void }) {
  const guard = useGuard('program.manage');
  return (
    <Panel
      title={`Wave ${wave.number}: ${calendarDateText(wave.startsOn)}`}
      actions={
        !wave.hasStarted &&
        wave.plans.some(({ state }) => state !== 'ended') && (
          <div className={styles.buttons}>
            <Button
              variant="default"
              size="compact-sm"
              {...guard}
              aria-label={`Move wave ${wave.number}`}
              onClick={move}
            >
              Move
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              {...guard}
              aria-label={`Add a team to wave ${wave.number}`}
              onClick={add}
            >
              Add team
            </Button>
          </div>
        )
      }
    >
      <Cards label={`Teams of wave ${wave.number}`}>
        {wave.plans.map(({ id, team, state, outcome, progress, endsOn }) => (
          <Card key={id}>
            <a href={paths.pilot(id)}>{team.name}</a>
            <span className="muted">
              {outcome ? outcomeWords[outcome] : stateWords[state]} · until {calendarDateText(endsOn)} · {progress.done}{' '}
              of {progress.total} milestones
              {progress.overdueKeys.length > 0 && state !== 'ended' && ` · ${progress.overdueKeys.length} overdue`}
            </span>
            <Progress
              value={(progress.done / Math.max(1, progress.total)) * 100}
              aria-label={`${team.name}: ${progress.done} of ${progress.total} milestones`}
            />
          </Card>
        ))}
      </Cards>
    </Panel>
  );
}

function RollOutTimeline({ rollOut }: { rollOut: RollOut }) {
  const rows = rollOut.waves.flatMap((wave): TimelineRow[] => [
    {
      ...{ key: `wave ${wave.number}`, label: `Wave ${wave.number}`, isHead: true, look: 'span', after: [] },
      ...{ from: wave.startsOn, until: wave.plans[0]!.endsOn },
    },
    ...wave.plans.map(
      ({ id, team, startsOn, endsOn, state, progress }): TimelineRow => ({
        ...{ key: String(id), label: team.name, from: startsOn, until: endsOn, after: [] },
        look: state === 'ended' ? 'done' : progress.overdueKeys.length > 0 ? 'overdue' : 'open',
      }),
    ),
  ]);
  const first = rollOut.waves[0]?.plans[0];
  const today = first ? addDays(first.startsOn, first.progress.day) : '';
  const label = `Timeline of ${rollOut.name}`;
  return (
    <Panel title="Timeline">
      <ChartFigure
        label={label}
        chart={(width) => <Timeline width={width} label={label} rows={rows} today={today} />}
        table={
          <DataTable
            caption={label}
            isText
            head={['Team', 'Wave', 'Starts on', 'Ends on', 'State', 'Milestones']}
            rows={rollOut.waves.flatMap((wave) =>
              wave.plans.map(({ id, team, startsOn, endsOn, state, outcome, progress }) => ({
                key: id,
                cells: [
                  team.name,
                  wave.number,
                  calendarDateText(startsOn),
                  calendarDateText(endsOn),
                  outcome ? outcomeWords[outcome] : stateWords[state],
                  `${progress.done} of ${progress.total}`,
                ],
              })),
            )}
          />
        }
      />
    </Panel>
  );
}

function NameForm({ rollOut, opened, close }: { rollOut: RollOut; opened: boolean; close: () => void }) {
  const save = useAction(updateRollOut, { changes });
  const params = { id: rollOut.id };
  const of = ({ name }: RollOut) => ({ name });
  return (
    <FormModal
      title="Rename roll-out"
      opened={opened}
      close={close}
      initialValues={of(rollOut)}
      edited={edited(rollOut, of, { name: 'Name' }, () => api.call(getRollOut, { params }))}
      validate={({ name }) => ({ ...(name.trim() === '' && { name: 'Enter a name.' }) })}
      submitLabel="Save"
      submit={(body, { ifMatch }) => save.mutateAsync({ params, body, ifMatch })}
    >
      {(form) => <TextInput label="Name" data-autofocus maxLength={120} {...form.getInputProps('name')} />}
    </FormModal>
  );
}

const openPlans = ({ waves }: RollOut) => waves.flatMap(({ plans }) => plans.filter(({ state }) => state !== 'ended'));

function StopForm({ rollOut, opened, close }: { rollOut: RollOut; opened: boolean; close: () => void }) {
  const stop = useAction(stopRollOut, { changes });
  const teams = openPlans(rollOut).map(({ team }) => team.name);
  return (
    <FormModal
      title="Stop roll-out"
      opened={opened}
      close={close}
      initialValues={{ note: '' }}
      submitLabel="Stop roll-out"
      submit={(body) => stop.mutateAsync({ params: { id: rollOut.id }, body })}
    >
      {(form) => (
        <>
          <p>Ends the open plans of {teams.join(', ')}. Each can be reopened.</p>
          <Textarea
            label="Note"
            description="Why it was stopped; stands on each plan"
            autosize
            minRows={2}
            {...form.getInputProps('note')}
          />
        </>
      )}
    </FormModal>
  );
}

type WaveFormProps = { rollOut: RollOut; wave: Wave; close: () => void };

function MoveForm({ rollOut, wave, close }: WaveFormProps) {
  const move = useAction(moveWave, { changes });
  const to = (startsOn: string) => ({ params: { id: rollOut.id, number: wave.number }, body: { startsOn } });
  return (
    <FormModal
      title={`Move wave ${wave.number}`}
      opened
      close={close}
      initialValues={{ startsOn: wave.startsOn }}
      edited={edited(
        rollOut,
        ({ waves }) => ({ startsOn: waves.find(({ number }) => number === wave.number)?.startsOn ?? '' }),
        { startsOn: 'Starts on' },
        () => api.call(getRollOut, { params: { id: rollOut.id } }),
      )}
      validate={({ startsOn }) => ({ ...(startsOn === '' && { startsOn: 'Choose a date.' }) })}
      submitLabel="Move wave"
      submit={async ({ startsOn }, { ifMatch }) => {
        await move.mutateAsync({ ...to(startsOn), ifMatch });
        showUndo(`Wave ${wave.number} moved`, () => move.mutate(to(wave.startsOn)));
      }}
    >
      {(form) => (
        <DateField
          label="Starts on"
          required
          description="All dates of its plans move by as many days"
          {...form.getInputProps('startsOn')}
        />
      )}
    </FormModal>
  );
}

function AddForm({ rollOut, wave, close }: WaveFormProps) {
  const add = useAction(addToWave, { changes });
  const taken = rollOut.waves.flatMap(({ plans }) => plans.map(({ team }) => String(team.id)));
  return (
    <FormModal
      title={`Add a team to wave ${wave.number}`}
      opened
      close={close}
      initialValues={{ teamId: null as string | null }}
      validate={({ teamId }) => ({ ...(teamId === null && { teamId: 'Choose a team.' }) })}
      submitLabel="Add team"
      submit={({ teamId }) =>
        add.mutateAsync({ params: { id: rollOut.id, number: wave.number }, body: { teamId: Number(teamId) } })
      }
    >
      {(form) => <Picker label="Team" of="teams" without={taken} data-autofocus {...form.getInputProps('teamId')} />}
    </FormModal>
  );
}
