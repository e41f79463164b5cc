import { Radio, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { createRoute, listRoutes, type Route, updateRoute } from '../../../contract/routes.ts';
import { slugOf } from '../../../domain/slug.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { Picker } from '../../directory/picker.tsx';
import { WhoIsPaged } from '../../respond/coverage/who-is-paged.tsx';
import { FormDrawer } from '../../ui/form-drawer.tsx';
import { ConditionBuilder } from '../condition-builder.tsx';
import { severityOptions } from '../sources/settings-fields.tsx';
import { RoutePreview } from './route-preview.tsx';
import { type RouteValues, routeFaults, routeInputOf, routeValues } from './route-values.ts';

export type RouteDrawerProps = { opened: boolean; close: () => void; route?: Route };

/** Writes a route; the preview below shows at once what it would have matched. */
export function RouteDrawer({ opened, close, route }: RouteDrawerProps) {
  const create = useAction(createRoute, { changes: [listRoutes] });
  const update = useAction(updateRoute, { changes: [listRoutes], send: () => ({ ifMatch: route?.version }) });
  return (
    <FormDrawer
      title={route ? 'Edit the route' : 'New route'}
      opened={opened}
      close={close}
      initialValues={routeValues(route)}
      validate={routeFaults}
      submitLabel={route ? 'Save' : 'Create the route'}
      submit={(values) => {
        const body = routeInputOf(values);
        return route ? update.mutateAsync({ params: { id: route.id }, body }) : create.mutateAsync({ body });
      }}
    >
      {(form) => <RouteFields form={form} isNew={!route} />}
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
      <TextInput
        label="Slug"
        required
        maxLength={63}
        description="How configuration files refer to it"
        classNames={{ input: 'mono' }}
        {...form.getInputProps('slug')}
      />
      <ConditionBuilder
        rows={condition.all}
        change={(rows) => form.setFieldValue('condition', { all: rows })}
        faultOf={(index) => faultAt(form.errors, `condition.all.${index}`)}
        whenEmpty="it matches every alert"
      />
      <RoutePreview condition={condition} outcome={outcome} />
      <Picker
        label="Give it to the service"
        placeholder="The service of the source"
        clearable
        of="services"
        {...form.getInputProps('outcome.serviceId')}
      />
      <Select
        label="Severity"
        placeholder="As the signal says"
        clearable
        data={severityOptions}
        {...form.getInputProps('outcome.severity')}
      />
      <TagsInput
        label="Group by labels"
        description="Alerts with equal values of these labels are one page. Empty: as the sender groups."
        {...form.getInputProps('outcome.groupBy')}
      />
      <Radio.Group label="Paging" {...form.getInputProps('outcome.paging')}>
        <Stack gap={8} mt={4}>
          <Radio value="page" label="Page by the policy of the service" />
          <Radio value="show" label="Show it and page nobody" />
          <Radio value="suppress" label="Suppress it, with a reason" />
        </Stack>
      </Radio.Group>
      <RoutePages paging={outcome.paging} serviceId={outcome.serviceId} />
      {outcome.paging === 'suppress' && (
        <TextInput label="Reason" required maxLength={200} {...form.getInputProps('outcome.suppressReason')} />
      )}
      <Switch
        label="Declare an incident"
        description="For alerts that always need people to work together"
        {...form.getInputProps('outcome.declares', { type: 'checkbox' })}
      />
      {outcome.declares && (
        <Select
          label="Severity of the incident"
          placeholder="As the alert"
          clearable
          data={severityOptions}
          {...form.getInputProps('outcome.declareSeverity')}
        />
      )}
      <Switch label="Enabled" {...form.getInputProps('enabled', { type: 'checkbox' })} />
    </>
  );
}

/** Who would be paged for what the route takes, as the form stands. */
function RoutePages({ paging, serviceId }: { paging: string; serviceId: string | null }) {
  if (paging !== 'page') return <p className="muted">Alerts that this route takes page nobody.</p>;
  if (!serviceId) return <p className="muted">The service of each source decides who is paged.</p>;
  return <WhoIsPaged kind="service" id={Number(serviceId)} />;
}

/** The first fault at a place or below it. */
export function faultAt(errors: Record<string, unknown>, place: string): string | undefined {
  const found = Object.keys(errors).find((path) => path === place || path.startsWith(`${place}.`));
  return found === undefined ? undefined : String(errors[found]);
}
