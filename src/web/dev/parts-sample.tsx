import { Button, Checkbox, Select, Switch, Tabs, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiProblem } from '../../client/client.ts';
import { ConfirmDanger } from '../ui/form/confirm-danger.tsx';
import { FormDrawer } from '../ui/form/form-drawer.tsx';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import { type KnownState, StateBadge, stateLooks } from '../ui/screen/state-badge.tsx';
import { CodeBlock, CopyField } from '../ui/text/copy-field.tsx';
import { Term } from '../ui/text/term.tsx';
import { Duration, Time } from '../ui/time/time.tsx';

const refusal = new ApiProblem({
  status: 400,
  code: 'invalid_input',
  title: 'The request is not valid',
  detail: 'Some fields are not valid.',
  errors: [{ path: 'body.name', message: 'A team has this name already.' }],
  requestId: 'req-7f3a',
});
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

export function PartsSample() {
  const [open, setOpen] = useState<'form' | 'danger' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title="Parts"
        parents={[{ label: 'Samples', href: '/' }]}
        beside={<SeverityBadge severity={1} look="solid" />}
        actions={
          <>
            <Button color="red" variant="outline" onClick={() => setOpen('danger')}>
              Delete
            </Button>
            <Button onClick={() => setOpen('form')}>New team</Button>
          </>
        }
      >
        A <Term word="signal" /> becomes an <Term word="alert" />; an alert may start a <Term word="page" />.
      </PageHeader>
      <div style={{ display: 'grid', gap: 16, maxWidth: 760 }}>
        <p style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {[1, 2, 3, 4, 5].map((n) => (
            <SeverityBadge key={n} severity={n} />
          ))}
          {[1, 2, 3, 4, 5].map((n) => (
            <SeverityBadge key={n} severity={n} look="solid" />
          ))}
        </p>
        <p style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {(Object.keys(stateLooks) as KnownState[]).map((state) => (
            <StateBadge key={state} state={state} />
          ))}
        </p>
        <p>
          Seen <Time at={ago(12)} />, first <Time at={ago(9000)} />, open for <Duration since={ago(725)} look="clock" />
          , lasted <Duration seconds={93_900} />.
        </p>
        <Tabs defaultValue="one">
          <Tabs.List>
            <Tabs.Tab value="one">Key events</Tabs.Tab>
            <Tabs.Tab value="two">Everything</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <TextInput label="Name" description="What people call it" defaultValue="Checkout" />
        <TextInput label="Slug" error="Use lower-case letters, digits and hyphens." defaultValue="Check Out" />
        <Select label="Severity" data={['SEV1', 'SEV2']} placeholder="Choose one" />
        <Checkbox label="Tell subscribers" defaultChecked />
        <Switch label="Quiet at night" defaultChecked />
        <CopyField label="Webhook address" value="https://evenkeel.example.test/in/v1/3f9c" />
        <CodeBlock
          label="Send a test signal"
          code={'curl -X POST https://evenkeel.example.test/in/v1/3f9c \\\n  -d \'{"title":"Hello"}\''}
        />
        <EmptyState kind="first-use" title="No services yet" action={{ label: 'New service', href: '/' }}>
          A service is something your team owns and runs. Alerts find their team through it.
        </EmptyState>
        <EmptyState kind="no-match" clear={() => {}} />
        <EmptyState kind="cleared">No open alerts. The last one was resolved 3 d ago.</EmptyState>
        <ErrorState error={refusal} retry={() => {}} />
        <LoadingRows rows={3} />
      </div>
      <FormDrawer
        title="New team"
        opened={open === 'form'}
        close={close}
        initialValues={{ name: '', description: '', lead: false }}
        validate={({ name }) => ({ name: name ? undefined : 'A team needs a name.' })}
        submit={() => Promise.reject(refusal)}
        submitLabel="Create the team"
      >
        {(form) => (
          <>
            <TextInput label="Name" data-autofocus required {...form.getInputProps('name')} />
            <Textarea label="Description" rows={3} {...form.getInputProps('description')} />
            <Checkbox label="I lead this team" {...form.getInputProps('lead', { type: 'checkbox' })} />
          </>
        )}
      </FormDrawer>
      <ConfirmDanger
        title="Delete the team Checkout?"
        confirmLabel="Delete the team"
        typedName="checkout"
        opened={open === 'danger'}
        close={close}
        run={() => Promise.reject(refusal)}
      >
        Its two schedules and the escalation policy are deleted with it. This cannot be undone.
      </ConfirmDanger>
    </>
  );
}
