import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { getPerson } from '../../../../contract/directory/people.ts';
import { getTeam } from '../../../../contract/directory/teams.ts';
import {
  createSchedule,
  getSchedule,
  listSchedules,
  type Schedule,
  updateSchedule,
} from '../../../../contract/respond/schedules/schedule.ts';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { getTimeline } from '../../../../contract/respond/schedules/timeline.ts';
import { api } from '../../../data/api.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { idOf, idText } from '../../../directory/choices.ts';
import { useGuard } from '../../../directory/may.ts';
import { named, namesOf } from '../../../directory/name-of.tsx';
import { Picker } from '../../../directory/picker.tsx';
import { browserZone, ZoneSelect } from '../../../directory/zone-select.tsx';
import { paths } from '../../../paths.ts';
import { edited } from '../../../ui/form/edited.ts';
import { FormFrame } from '../../../ui/form/form-frame.tsx';
import type { Path } from '../../../ui/form/merge-changes.ts';
import { NameFields, nameFaults } from '../../../ui/form/name-fields.tsx';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { moved } from '../../../ui/list/moved.ts';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { useGo } from '../../../ui/text/links.tsx';
import { serverNow } from '../../../ui/time/server-clock.ts';
import styles from './editor.module.css';
import { LayerFields } from './layer-fields.tsx';
import { newLayer } from './rotation-presets.ts';
import { SchedulePreview } from './schedule-preview.tsx';

const parents = [
  { label: 'On-call', href: paths.onCall() },
  { label: 'Schedules', href: paths.schedules() },
];

export function NewScheduleScreen() {
  return (
    <>
      <PageHeader title="New schedule" parents={parents} />
      <ScheduleEditor />
    </>
  );
}

export function EditScheduleScreen() {
  const id = Number(useParams({ from: '/app/oncall/schedules/$id/edit' }).id);
  const { data: schedule, error, refetch } = useEndpoint(getSchedule, { params: { id } });
  const above = schedule ? [...parents, { label: schedule.name, href: paths.schedule(id) }] : parents;
  return (
    <>
      <PageHeader title={schedule ? `Edit ${schedule.name}` : 'Edit schedule'} parents={above} />
      {error && !schedule && <ErrorState error={error} retry={() => void refetch()} />}
      {!schedule && !error && <LoadingRows />}
      {schedule && <ScheduleEditor key={schedule.id} schedule={schedule} />}
    </>
  );
}

function ScheduleEditor({ schedule }: { schedule?: Schedule }) {
  const go = useGo();
  const guard = useGuard('oncall.manage');
  const changes = { changes: [listSchedules, getSchedule, getTimeline] };
  const create = useAction(createSchedule, { ...changes, done: ({ id }) => go(paths.schedule(id)) });
  const update = useAction(updateSchedule, {
    ...changes,
    done: ({ id }) => go(paths.schedule(id)),
  });
  if (guard.disabled) return <p>{guard['data-tip']}</p>;
  return (
    <FormFrame
      initialValues={schedule ? valuesOf(schedule) : freshValues()}
      edited={
        schedule && edited(schedule, valuesOf, fields, () => api.call(getSchedule, { params: { id: schedule.id } }))
      }
      validate={(values) => ({
        ...nameFaults(values),
        ...Object.fromEntries(
          values.definition.layers.flatMap(({ participants }, index) =>
            participants.length === 0 ? [[`definition.layers.${index}.participants`, 'Add at least one person.']] : [],
          ),
        ),
      })}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const body = { ...values, teamId: idOf(values.teamId) };
        return schedule
          ? update.mutateAsync({ params: { id: schedule.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
      submitLabel={schedule ? 'Save schedule' : 'Create schedule'}
      done={() => {}}
      withoutCancel
    >
      {(form) => {
        const { definition, timeZone } = form.values;
        const setLayers = (layers: Layer[]) => form.setFieldValue('definition', { layers });
        return (
          <div className={styles.editor}>
            <div className={styles.form}>
              <NameFields form={form} isNew={!schedule} namePlaceholder="Primary on-call" />
              <Picker label="Team" of="teams" clearable {...form.getInputProps('teamId')} />
              <ZoneSelect
                label="Time zone"
                description="Handoffs follow this time zone, including daylight saving"
                {...form.getInputProps('timeZone')}
              />
              <div className={styles.layers}>
                {definition.layers.map((layer, index) => (
                  <LayerFields
                    // biome-ignore lint/suspicious/noArrayIndexKey: a layer being named has no other identity
                    key={index}
                    layer={layer}
                    index={index}
                    count={definition.layers.length}
                    zone={timeZone}
                    errors={(path) => errorAt(form.errors, `definition.layers.${index}.${path}`)}
                    change={(next) => setLayers(definition.layers.map((each, at) => (at === index ? next : each)))}
                    move={(by) => setLayers(moved(definition.layers, index, by))}
                    remove={() => setLayers(definition.layers.filter((_, at) => at !== index))}
                  />
                ))}
                <div>
                  <Button
                    variant="default"
                    disabled={definition.layers.length >= 20}
                    onClick={() =>
                      setLayers([...definition.layers, newLayer(definition.layers, timeZone, serverNow())])
                    }
                  >
                    Add a layer on top
                  </Button>
                  {definition.layers.length > 1 && (
                    <p className="muted">A higher layer covers a lower one wherever it has somebody on call.</p>
                  )}
                </div>
              </div>
            </div>
            <section className={styles.preview} aria-label="Preview">
              <h2>The next eight weeks</h2>
              <SchedulePreview definition={definition} timeZone={timeZone} scheduleId={schedule?.id} />
            </section>
          </div>
        );
      }}
    </FormFrame>
  );
}

const valuesOf = ({ name, slug, description, teamId, timeZone, definition }: Schedule) => ({
  name,
  slug,
  description,
  teamId: idText(teamId),
  timeZone,
  definition,
});

const freshValues = (): ReturnType<typeof valuesOf> => ({
  name: 'Primary on-call',
  slug: 'primary-on-call',
  description: '',
  teamId: null,
  timeZone: browserZone(),
  definition: { layers: [newLayer([], browserZone(), serverNow())] },
});

const fields = {
  name: 'Name',
  slug: 'Slug',
  description: 'Description',
  teamId: named('Team', getTeam),
  timeZone: 'Time zone',
  definition: {
    label: ([, index, ...inside]: Path) =>
      index === undefined ? 'Layers' : [`Layer ${Number(index) + 1}`, ...inside].join(', '),
    show: (value: unknown, inside: Path) =>
      inside.at(-1) === 'participants'
        ? namesOf(
            getPerson,
            (value as (number | null)[]).filter((id) => id !== null),
          )
        : inside.length === 1 && <LayerLines layers={value as Layer[]} />,
  },
};

function LayerLines({ layers }: { layers: Layer[] }) {
  return (
    <ul>
      {layers.map(({ name, participants, startsOn, rotation: { unit, every, handoffTime } }) => (
        <li key={name}>
          {name}:{' '}
          {namesOf(
            getPerson,
            participants.filter((id) => id !== null),
          )}
          ; every {every === 1 ? unit : `${every} ${unit}s`} at {handoffTime}, from {startsOn}
        </li>
      ))}
    </ul>
  );
}

/** The message at a place or anywhere inside it. */
function errorAt(errors: Record<string, unknown>, path: string): string | undefined {
  const found = Object.keys(errors).find((key) => key === path || key.startsWith(`${path}.`));
  return found === undefined ? undefined : String(errors[found]);
}
