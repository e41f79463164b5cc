import { ActionIcon, Button, NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Plus, X } from 'lucide-react';
import {
  type Check,
  type CheckInput,
  type CheckKind,
  type CheckTarget,
  checkKinds,
  createCheck,
  dnsRecords,
  getCheck,
  httpMethods,
  listChecks,
  updateCheck,
} from '../../../contract/detect/checks.ts';
import { getService } from '../../../contract/directory/services.ts';
import type { Severity } from '../../../contract/severity.ts';
import { checkKindWords } from '../../../domain/detect/check-words.ts';
import { severities, severityLabel } from '../../../domain/severity.ts';
import { slugOf } from '../../../domain/slug.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { named } from '../../directory/name-of.tsx';
import { edited, wordsOf } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { SlugField } from '../../ui/form/slug-field.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { type Pages, pagesWords, WhoIsPagedFields } from '../who-is-paged-fields.tsx';
import styles from './checks.module.css';

/** The fields of every kind side by side, so that changing the kind loses nothing that was typed. */
type TargetValues = {
  kind: CheckKind;
  url: string;
  method: (typeof httpMethods)[number];
  expectedStatus: string;
  expectedText: string;
  jsonPath: string;
  jsonValue: string;
  followsRedirects: boolean;
  host: string;
  port: number | string;
  warnDays: number | string;
  record: (typeof dnsRecords)[number];
  expectedValue: string;
  server: string;
};

type CheckValues = {
  name: string;
  slug: string;
  target: TargetValues;
  /** An empty value of a header that is kept stays as it is. */
  headers: { name: string; value: string; isKept: boolean }[];
  intervalSeconds: number | string;
  timeoutSeconds: number | string;
  severity: string;
  pages: Pages;
  serviceId: string | null;
};

const emptyTarget: TargetValues = {
  ...{ kind: 'http', url: '', method: 'GET', expectedStatus: '200-299', expectedText: '', jsonPath: '', jsonValue: '' },
  ...{ followsRedirects: false, host: '', port: 443, warnDays: 14, record: 'A', expectedValue: '', server: '' },
};

function targetValues(target?: CheckTarget): TargetValues {
  if (!target) return emptyTarget;
  const given = Object.fromEntries(Object.entries(target).map(([name, value]) => [name, value ?? '']));
  return { ...emptyTarget, ...given, ...(target.kind === 'dns' && { host: target.name }) } as TargetValues;
}

function valuesOf(check?: Check): CheckValues {
  return {
    name: check?.name ?? '',
    slug: check?.slug ?? '',
    target: targetValues(check?.target),
    headers: check?.headerNames.map((name) => ({ name, value: '', isKept: true })) ?? [],
    intervalSeconds: check?.intervalSeconds ?? 60,
    timeoutSeconds: check?.timeoutSeconds ?? 10,
    severity: String(check?.severity ?? 3),
    pages: !check || check.serviceId !== null ? 'service' : check.pagesNobody ? 'nobody' : 'default-policy',
    serviceId: check?.serviceId ? String(check.serviceId) : null,
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text);

function targetOf(values: TargetValues): CheckInput['target'] {
  const { kind, url, method, expectedStatus, followsRedirects, record } = values;
  const host = values.host.trim();
  const port = Number(values.port);
  switch (kind) {
    case 'http': {
      const [expectedText, jsonPath, jsonValue] = [values.expectedText, values.jsonPath, values.jsonValue].map(orNull);
      return {
        ...{ kind, url: url.trim(), method, expectedStatus, followsRedirects },
        ...{ expectedText: expectedText!, jsonPath: jsonPath!, jsonValue: jsonValue! },
      };
    }
    case 'tcp':
      return { kind, host, port };
    case 'tls':
      return { kind, host, port, warnDays: Number(values.warnDays) };
    case 'dns':
      return { kind, name: host, record, expectedValue: orNull(values.expectedValue), server: orNull(values.server) };
    case 'ping':
      return { kind, host };
  }
}

function inputOf({ pages, serviceId, headers, ...values }: CheckValues): CheckInput {
  return {
    ...{ name: values.name, slug: values.slug, target: targetOf(values.target) },
    headers:
      values.target.kind === 'http'
        ? headers.map(({ name, value, isKept }) => (isKept && value === '' ? { name } : { name, value }))
        : [],
    intervalSeconds: Number(values.intervalSeconds),
    timeoutSeconds: Number(values.timeoutSeconds),
    severity: Number(values.severity) as Severity,
    serviceId: pages === 'service' && serviceId !== null ? Number(serviceId) : null,
    pagesNobody: pages === 'nobody',
  };
}

const fields = {
  name: 'Name',
  slug: 'Slug',
  target: { label: ([name]: Path) => (name === undefined ? 'Target' : wordsOf(String(name))) },
  headers: { label: 'Headers', show: (rows: CheckValues['headers']) => rows.map(({ name }) => name).join(', ') },
  intervalSeconds: { label: 'Every', show: (seconds: number) => `${seconds} s` },
  timeoutSeconds: { label: 'Time limit', show: (seconds: number) => `${seconds} s` },
  severity: { label: 'Severity', show: (value: string) => severityLabel(Number(value)) },
  pages: { label: 'Who is paged', show: (value: Pages) => pagesWords[value] },
  serviceId: named('Service', getService),
};

function faultsOf({ name, slug, target, pages, serviceId, headers }: CheckValues): Partial<Record<string, string>> {
  const nameless = headers.findIndex((header) => header.name.trim() === '');
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...(slug.trim() === '' && { slug: 'Enter a slug: lower-case letters, digits and hyphens.' }),
    ...(target.kind === 'http' && target.url.trim() === '' && { 'target.url': 'Enter a URL.' }),
    ...(target.kind !== 'http' && target.host.trim() === '' && { 'target.host': 'Enter a name or an address.' }),
    ...(target.kind === 'http' && nameless >= 0 && { [`headers.${nameless}.name`]: 'Enter a name.' }),
    ...(pages === 'service' && serviceId === null && { serviceId: 'Choose a service, or who is paged without one.' }),
  };
}

export type CheckDrawerProps = { opened: boolean; close: (saved?: unknown) => void; check?: Check };

/** Sets up a check, or changes one. */
export function CheckDrawer({ opened, close, check }: CheckDrawerProps) {
  const changes = [listChecks, getCheck];
  const create = useAction(createCheck, { changes, done: () => showToast('Saved. A node runs it now.') });
  const update = useAction(updateCheck, { changes, done: () => showToast('Saved. A node runs it now.') });
  return (
    <FormDrawer
      title={check ? 'Edit check' : 'New check'}
      opened={opened}
      close={close}
      initialValues={valuesOf(check)}
      edited={check && edited(check, valuesOf, fields, () => api.call(getCheck, { params: { id: check.id } }))}
      validate={faultsOf}
      submitLabel={check ? 'Save' : 'Create'}
      submit={(values, { ifMatch, idempotencyKey }) =>
        check
          ? update.mutateAsync({ params: { id: check.id }, body: inputOf(values), ifMatch })
          : create.mutateAsync({ body: inputOf(values), idempotencyKey })
      }
    >
      {(form) => <CheckFields form={form} isNew={!check} />}
    </FormDrawer>
  );
}

type FieldsProps = { form: UseFormReturnType<CheckValues> };

function CheckFields({ form, isNew }: FieldsProps & { isNew: boolean }) {
  const { name, slug, target } = form.values;
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={120}
        placeholder="Checkout answers"
        {...form.getInputProps('name')}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (isNew && slug === slugOf(name)) form.setFieldValue('slug', slugOf(value));
          form.setFieldValue('name', value);
        }}
      />
      <SlugField description="Used in configuration files" {...form.getInputProps('slug')} />
      <Select
        label="Kind"
        allowDeselect={false}
        data={checkKinds.map((kind) => ({ value: kind, label: checkKindWords[kind] }))}
        {...form.getInputProps('target.kind')}
      />
      {target.kind === 'http' ? <HttpFields form={form} /> : <HostFields form={form} />}
      <div className={styles.pair}>
        <NumberInput
          label="Every"
          suffix=" s"
          min={10}
          max={86_400}
          allowDecimal={false}
          required
          {...form.getInputProps('intervalSeconds')}
        />
        <NumberInput
          label="Time limit"
          suffix=" s"
          min={1}
          max={60}
          allowDecimal={false}
          required
          {...form.getInputProps('timeoutSeconds')}
        />
      </div>
      <Select
        label="Severity"
        description="Of the alert when it fails"
        allowDeselect={false}
        data={severities.map((severity) => ({ value: String(severity), label: severityLabel(severity) }))}
        {...form.getInputProps('severity')}
      />
      <WhoIsPagedFields form={form} />
    </>
  );
}

function HttpFields({ form }: FieldsProps) {
  return (
    <>
      <TextInput
        label="URL"
        required
        maxLength={2_000}
        placeholder="https://shop.example.com/health"
        {...form.getInputProps('target.url')}
      />
      <div className={styles.pair}>
        <Select label="Method" allowDeselect={false} data={[...httpMethods]} {...form.getInputProps('target.method')} />
        <TextInput label="Expected status" required {...form.getInputProps('target.expectedStatus')} />
      </div>
      <TextInput
        label="Expected text"
        description="Somewhere in the answer; empty for any"
        maxLength={500}
        {...form.getInputProps('target.expectedText')}
      />
      <div className={styles.pair}>
        <TextInput label="JSON path" placeholder="status.database" {...form.getInputProps('target.jsonPath')} />
        <TextInput label="Expected value" placeholder="ok" {...form.getInputProps('target.jsonValue')} />
      </div>
      <Switch
        label="Follow redirects"
        description="Headers below go to the first host only"
        {...form.getInputProps('target.followsRedirects', { type: 'checkbox' })}
      />
      <HeaderFields form={form} />
    </>
  );
}

function HeaderFields({ form }: FieldsProps) {
  const { headers } = form.values;
  return (
    <fieldset className={styles.headers}>
      <legend>Headers</legend>
      {headers.map((header, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is all that tells rows apart while they are typed
        <div key={at} className={styles.header}>
          <TextInput
            aria-label={`Name of header ${at + 1}`}
            placeholder="Authorization"
            readOnly={header.isKept}
            {...form.getInputProps(`headers.${at}.name`)}
          />
          <PasswordInput
            aria-label={`Value of ${header.name || `header ${at + 1}`}`}
            placeholder={header.isKept ? 'Unchanged' : ''}
            autoComplete="off"
            {...form.getInputProps(`headers.${at}.value`)}
          />
          <ActionIcon
            variant="subtle"
            aria-label={`Remove ${header.name || `header ${at + 1}`}`}
            onClick={() => form.removeListItem('headers', at)}
          >
            <X size={14} />
          </ActionIcon>
        </div>
      ))}
      {headers.length < 20 && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Plus size={12} />}
          onClick={() => form.insertListItem('headers', { name: '', value: '', isKept: false })}
        >
          Add a header
        </Button>
      )}
      <p className="muted">Values are stored encrypted and never shown again.</p>
    </fieldset>
  );
}

function HostFields({ form }: FieldsProps) {
  const { kind } = form.values.target;
  const port = (
    <NumberInput
      label="Port"
      required
      min={1}
      max={65_535}
      allowDecimal={false}
      thousandSeparator=""
      {...form.getInputProps('target.port')}
    />
  );
  return (
    <>
      <TextInput
        label={kind === 'dns' ? 'Name' : 'Host'}
        required
        maxLength={253}
        placeholder="shop.example.com"
        {...form.getInputProps('target.host')}
        error={form.errors['target.host'] ?? form.errors['target.name']}
      />
      {kind === 'tcp' && port}
      {kind === 'tls' && (
        <div className={styles.pair}>
          {port}
          <NumberInput
            label="Warn before expiry"
            suffix=" days"
            min={1}
            max={365}
            allowDecimal={false}
            required
            {...form.getInputProps('target.warnDays')}
          />
        </div>
      )}
      {kind === 'dns' && (
        <>
          <div className={styles.pair}>
            <Select
              label="Record"
              allowDeselect={false}
              data={[...dnsRecords]}
              {...form.getInputProps('target.record')}
            />
            <TextInput label="Expected value" placeholder="Any" {...form.getInputProps('target.expectedValue')} />
          </div>
          <TextInput
            label="Name server"
            description="Its address; empty for the one that the node uses"
            {...form.getInputProps('target.server')}
          />
        </>
      )}
      {kind === 'ping' && (
        <p className="muted">
          Needs the program ping on each node, and permission to use it. Where it is missing, the check says so.
        </p>
      )}
    </>
  );
}
