import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import {
  createDrillSeries,
  type DrillSeries,
  getDrillSeries,
  listDrillSeries,
  updateDrillSeries,
} from '../../../contract/program/drill-series.ts';
import { listDrillScenarios, listDrills } from '../../../contract/program/drills.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { MultiPicker, Picker } from '../../directory/picker.tsx';
import { browserZone, ZoneSelect } from '../../directory/zone-select.tsx';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { Time } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { type Surroundings, SurroundingsFields, servicesWords, surroundingsOf } from './surroundings-fields.tsx';

type SeriesValues = {
  name: string;
  rhythm: string;
  firstAt: string;
  timeZone: string;
  scenarioKeys: string[];
  leaderIds: string[];
  teamId: string | null;
  serviceIds: string[];
  sourceId: string | null;
  consent: string;
  isStopped: boolean;
} & Surroundings;

/** Starts a series of drills, or changes one; what it has planned stays. */
export function SeriesForm({ series, close }: { series?: DrillSeries | undefined; close: () => void }) {
  const library = useEndpoint(listDrillScenarios, {});
  const changes = [listDrillSeries, listDrills];
  const create = useAction(createDrillSeries, { changes });
  const update = useAction(updateDrillSeries, { changes });
  const scenarios = library.data?.scenarios ?? [];
  return (
    <FormDrawer<SeriesValues>
      title={series ? 'Edit series' : 'New series'}
      opened
      close={close}
      submitLabel={series ? 'Save' : 'Create series'}
      initialValues={valuesOf(series)}
      edited={series && edited(series, valuesOf, fields, () => api.call(getDrillSeries, { params: { id: series.id } }))}
      validate={({ name, firstAt, scenarioKeys }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...(!firstAt && { firstAt: 'Say when the first one is.' }),
        ...(scenarioKeys.length === 0 && { scenarioKeys: 'Choose at least one scenario.' }),
      })}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const body = {
          ...values,
          rhythm: values.rhythm as DrillSeries['rhythm'],
          firstAt: values.firstAt.slice(0, 16),
          leaderIds: values.leaderIds.map(Number),
          serviceIds: values.serviceIds.map(Number),
          teamId: idOf(values.teamId),
          sourceId: idOf(values.sourceId),
          consent: values.consent.trim(),
          ...surroundingsOf(values),
        };
        return series
          ? update.mutateAsync({ params: { id: series.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
    >
      {(form) => {
        const chosen = scenarios.filter(({ key }) => form.values.scenarioKeys.includes(key));
        return (
          <>
            {series?.nextDrill && (
              <p className="muted">
                <a href={paths.drill(series.nextDrill.id)}>{series.nextDrill.title}</a>, planned for{' '}
                <Time at={series.nextDrill.plannedFor} />, stays as it is: what you change here is for the drills after
                it.
              </p>
            )}
            <TextInput
              label="Name"
              required
              data-autofocus
              maxLength={120}
              placeholder="Monthly tabletop"
              {...form.getInputProps('name')}
            />
            <Select
              label="How often"
              allowDeselect={false}
              data={[
                { value: 'weekly', label: 'Every week' },
                { value: 'monthly', label: 'Every month' },
                { value: 'quarterly', label: 'Every quarter' },
              ]}
              {...form.getInputProps('rhythm')}
            />
            <DateTimeField
              zone={form.values.timeZone}
              label="First drill"
              required
              description="The next ones are on the same day and at the same time, through summer and winter"
              {...form.getInputProps('firstAt')}
            />
            <ZoneSelect label="Time zone" {...form.getInputProps('timeZone')} />
            <MultiSelect
              label="Scenarios"
              description="They take turns"
              searchable
              data={scenarios.map(({ key, title }) => ({ value: key, label: title }))}
              {...form.getInputProps('scenarioKeys')}
            />
            <MultiPicker
              label="Leaders"
              description="They take turns"
              of="people"
              {...form.getInputProps('leaderIds')}
            />
            <Picker
              label="Team"
              clearable
              clearButtonProps={{ 'aria-label': 'No team' }}
              of="teams"
              {...form.getInputProps('teamId')}
            />
            <MultiPicker
              label="Services"
              description={servicesWords(form.values.inSandbox)}
              of="services"
              {...form.getInputProps('serviceIds')}
            />
            {chosen.some(({ sendsSignals }) => sendsSignals) && (
              <Picker
                label="Source"
                description="Signals of a scenario come in through it"
                of="sources"
                {...form.getInputProps('sourceId')}
              />
            )}
            {chosen.some(({ format }) => format === 'unannounced') && (
              <TextInput
                label="Who agreed"
                description="To the unannounced ones"
                maxLength={300}
                {...form.getInputProps('consent')}
              />
            )}
            <SurroundingsFields form={form} chosen={[series?.beforeWebhook ?? null, series?.afterWebhook ?? null]} />
            {series && (
              <Checkbox
                label="Stopped: plans no more drills; what is planned stays"
                {...form.getInputProps('isStopped', { type: 'checkbox' })}
              />
            )}
          </>
        );
      }}
    </FormDrawer>
  );
}

const valuesOf = (series?: DrillSeries): SeriesValues => ({
  name: series?.name ?? '',
  rhythm: series?.rhythm ?? 'monthly',
  firstAt: series?.firstAt ?? '',
  timeZone: series?.timeZone ?? browserZone(),
  scenarioKeys: series?.scenarios.map(({ key }) => key) ?? [],
  leaderIds: series?.leaders.map(({ id }) => String(id)) ?? [],
  teamId: idText(series?.team?.id ?? null),
  serviceIds: series?.services.map(({ id }) => String(id)) ?? [],
  sourceId: idText(series?.source?.id ?? null),
  consent: series?.consent ?? '',
  inSandbox: series?.inSandbox ?? false,
  agreedIds: series?.agreed.map(({ id }) => String(id)) ?? [],
  beforeWebhookId: idText(series?.beforeWebhook?.id ?? null),
  afterWebhookId: idText(series?.afterWebhook?.id ?? null),
  isStopped: series?.isStopped ?? false,
});

const fields = {
  name: 'Name',
  rhythm: 'How often',
  firstAt: 'First drill',
  timeZone: 'Time zone',
  scenarioKeys: 'Scenarios',
  leaderIds: 'Leaders',
  teamId: 'Team',
  serviceIds: 'Services',
  sourceId: 'Source',
  consent: 'Who agreed',
  inSandbox: 'Keep pages in a sandbox',
  agreedIds: 'Notified for real',
  beforeWebhookId: 'Webhook before the start',
  afterWebhookId: 'Webhook after the end',
  isStopped: 'Stopped',
};
