import { NumberInput, Radio, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import {
  createRoute,
  getRoute,
  listRoutes,
  orderRoutes,
  type Route,
  type RouteInput,
  updateRoute,
} from '../../../contract/detect/routes.ts';
import { getService } from '../../../contract/directory/services.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { slugOf } from '../../../domain/slug.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { NameOf } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { SlugField } from '../../ui/form/slug-field.tsx';
import { ConditionBuilder } from '../condition-builder.tsx';
import { rowLines } from '../condition-rows.ts';
import { severityOptions } from '../sources/settings-fields.tsx';
import { RoutePreview } from './route-preview.tsx';
import { type RouteValues, routeFaults, routeInputOf, routeValues } from './route-values.ts';

const pagingWords = {
  page: 'Page using the service’s policy',
  show: 'Show it and page nobody',
  suppress: 'Suppress, with a reason',
};

export type RouteDrawerProps = {
  opened: boolean;
  close: () => void;
  route?: Route;
  /** What a new one begins with; it goes before all others, which would else take its alerts. */
  draft?: RouteValues | undefined;
};

/** Writes a route; the preview below shows at once what it would have matched. */
export function RouteDrawer({ opened, close, route, draft }: RouteDrawerProps) {
  const create = useAction(createRoute, { changes: [listRoutes] });
  const update = useAction(updateRoute, { changes: [listRoutes] });
  const order = useAction(orderRoutes, { changes: [listRoutes] });
  const add = async (body: RouteInput, idempotencyKey: string) => {
    const made = await create.mutateAsync({ body, idempotencyKey });
    if (!draft) return;
    const { items } = await api.call(listRoutes, {});
    await order.mutateAsync({ body: { ids: [made.id, ...items.flatMap(({ id }) => (id === made.id ? [] : [id]))] } });
  };
  return (
    <FormDrawer
      title={route ? 'Edit route' : 'New route'}
      opened={opened}
      close={close}
      initialValues={route ? routeValues(route) : (draft ?? routeValues())}
      edited={route && edited(route, routeValues, fields, () => api.call(getRoute, { params: { id: route.id } }))}
      errorsAt={{ 'outcome.declare.severity': 'outcome.declareSeverity', 'outcome.declare': 'outcome.declares' }}
      validate={routeFaults}
      submitLabel={route ? 'Save' : 'Create route'}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const body = routeInputOf(values);
        return route ? update.mutateAsync({ params: { id: route.id }, body, ifMatch }) : add(body, idempotencyKey);
      }}
    >
      {(form) => (
        <>
          {!route && draft && (
            <p className="muted">It becomes the first route, so no other takes these alerts before it.</p>
          )}
          <RouteFields form={form} isNew={!route} />
        </>
      )}
    </FormDrawer>
  );
}

function RouteFields({ form, isNew }: { form: UseFormReturnType<RouteValues>; isNew: boolean }) {
  const { name, slug, condition, outcome } = form.values;
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={120}
        placeholder="Database alerts to the data team"
        {...form.getInputProps('name')}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isNew && slug === slugOf(name)) form.setFieldValue('slug', slugOf(value));
          form.setFieldValue('name', value);
        }}
      />
      <SlugField {...form.getInputProps('slug')} />
      <ConditionBuilder
        rows={condition.all}
        change={(rows) => form.setFieldValue('condition', { all: rows })}
        faultOf={(index) => faultAt(form.errors, `condition.all.${index}`)}
        whenEmpty="it matches every alert"
      />
      <RoutePreview condition={condition} outcome={outcome} />
      <Picker
        label="Assign to service"
        placeholder="The source’s service"
        clearable
        of="services"
        {...form.getInputProps('outcome.serviceId')}
      />
      <Select
        label="Severity"
        placeholder="From the alert"
        clearable
        data={severityOptions}
        {...form.getInputProps('outcome.severity')}
      />
      <TagsInput
        label="Group by labels"
        description="Alerts with the same values for these labels share one page. Leave empty to keep the sender’s grouping."
        {...form.getInputProps('outcome.groupBy')}
      />
      <Radio.Group label="Paging" {...form.getInputProps('outcome.paging')}>
        <Stack gap={8} mt={4}>
          {Object.entries(pagingWords).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <RoutePages paging={outcome.paging} serviceId={outcome.serviceId} />
      {outcome.paging === 'suppress' && (
        <TextInput label="Reason" required maxLength={200} {...form.getInputProps('outcome.suppressReason')} />
      )}
      {outcome.paging === 'page' && <FlappingFields form={form} />}
      <Switch
        label="Declare an incident"
        description="For alerts that always need a coordinated response"
        {...form.getInputProps('outcome.declares', { type: 'checkbox' })}
      />
      {outcome.declares && (
        <Select
          label="Incident severity"
          placeholder="Same as the alert"
          clearable
          data={severityOptions}
          {...form.getInputProps('outcome.declareSeverity')}
        />
      )}
      <Switch label="Enabled" {...form.getInputProps('enabled', { type: 'checkbox' })} />
    </>
  );
}

/** When an alert that opens and ends again and again pages no more. */
function FlappingFields({ form }: { form: UseFormReturnType<RouteValues> }) {
  return (
    <>
      <Switch
        label="Hold back flapping alerts"
        description="An alert that opens and ends again and again pages once, then not until it is quiet: for an hour at most, and never SEV1"
        {...form.getInputProps('outcome.flaps', { type: 'checkbox' })}
      />
      {form.values.outcome.flaps && (
        <>
          <NumberInput
            label="Changes"
            description="How often it opens or ends"
            min={3}
            max={50}
            allowDecimal={false}
            {...form.getInputProps('outcome.flapping.changes')}
          />
          <NumberInput
            label="Within (minutes)"
            min={1}
            max={60}
            allowDecimal={false}
            {...form.getInputProps('outcome.flapping.withinMinutes')}
          />
          <NumberInput
            label="Until quiet for (minutes)"
            min={1}
            max={60}
            allowDecimal={false}
            {...form.getInputProps('outcome.flapping.quietMinutes')}
          />
        </>
      )}
    </>
  );
}

/** Who would be paged for what the route takes, as the form stands. */
function RoutePages({ paging, serviceId }: { paging: string; serviceId: string | null }) {
  if (paging !== 'page') return <p className="muted">Alerts matched by this route page nobody.</p>;
  if (!serviceId) return <p className="muted">Each source’s service decides who is paged.</p>;
  return <WhoIsPaged kind="service" id={Number(serviceId)} />;
}

const outcomeWords = {
  serviceId: 'Service',
  severity: 'Severity',
  groupBy: 'Group by labels',
  paging: 'Paging',
  suppressReason: 'Reason',
  flaps: 'Hold back flapping alerts',
  flapping: 'Flapping',
  declares: 'Declare an incident',
  declareSeverity: 'Incident severity',
};

const fields = {
  name: 'Name',
  slug: 'Slug',
  enabled: 'Enabled',
  condition: { label: 'Conditions', show: rowLines },
  outcome: {
    label: ([part]: Path) => outcomeWords[part as keyof typeof outcomeWords],
    show: (value: string, [part]: Path) => {
      if (part === 'flapping') return null;
      if (part === 'serviceId') return <NameOf read={getService} id={Number(value)} />;
      if (part === 'paging') return pagingWords[value as keyof typeof pagingWords];
      return part === 'severity' || part === 'declareSeverity' ? severityLabel(Number(value)) : null;
    },
  },
};

/** The first fault at a place or below it. */
export function faultAt(errors: Record<string, unknown>, place: string): string | undefined {
  const found = Object.keys(errors).find((path) => path === place || path.startsWith(`${place}.`));
  return found === undefined ? undefined : String(errors[found]);
}
