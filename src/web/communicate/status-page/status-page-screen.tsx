import { Button, Switch, Textarea, TextInput } from '@mantine/core';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { readStatusPage, type StatusPage, updateStatusPage } from '../../../contract/communicate/status-page.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { ZoneSelect } from '../../directory/zone-select.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { ComponentSection } from './component-section.tsx';
import { MaintenanceSection } from './maintenance-section.tsx';
import { SubscriberPanel } from './subscriber-section.tsx';

/** The public page from inside: what it shows, what is announced, who is told. */
export function StatusPageScreen() {
  const { data: page, error, refetch } = useEndpoint(readStatusPage, {});
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('status-pages.manage');
  return (
    <>
      <PageHeader
        word="status page"
        title="Status page"
        beside={
          page && (
            <Badge tone={page.enabled ? 'resolved' : 'sev5'} glyph={page.enabled ? 'check' : 'slash'}>
              {page.enabled ? 'Public' : 'Not public'}
            </Badge>
          )
        }
        actions={
          page && (
            <>
              <Button
                component="a"
                variant="default"
                href={page.address}
                target="_blank"
                rel="noreferrer"
                leftSection={<ExternalLink size={14} />}
              >
                View public page
              </Button>
              <Button {...guard} onClick={() => setEditing(true)}>
                Settings
              </Button>
            </>
          )
        }
      >
        What your customers see. Write updates about an incident in the incident itself.
      </PageHeader>
      {error && !page && <ErrorState error={error} retry={() => void refetch()} />}
      {!page && !error && <LoadingRows rows={8} label="Loading the status page" />}
      {page && (
        <Columns
          aside={
            <>
              <Panel title="Settings">
                <Facts
                  facts={[
                    ['Title', page.title],
                    [
                      'Address',
                      <span key="address" className="mono">
                        {page.address}
                      </span>,
                    ],
                    ['Time zone', page.timeZone],
                    ['Contact', page.contact],
                  ]}
                />
              </Panel>
              <SubscriberPanel />
            </>
          }
        >
          <ComponentSection />
          <MaintenanceSection />
        </Columns>
      )}
      {page && <SettingsForm page={page} opened={isEditing} close={() => setEditing(false)} />}
    </>
  );
}

const settingsOf = ({ title, intro, timeZone, contact, enabled }: StatusPage) => ({
  title,
  intro,
  timeZone,
  contact,
  enabled,
});

const fields = {
  title: 'Title',
  intro: 'Introduction',
  timeZone: 'Time zone',
  contact: 'Contact',
  enabled: 'Public',
};

function SettingsForm({ page, opened, close }: { page: StatusPage; opened: boolean; close: () => void }) {
  const update = useAction(updateStatusPage, { changes: [readStatusPage] });
  return (
    <FormDrawer
      title="Status page settings"
      opened={opened}
      close={close}
      initialValues={settingsOf(page)}
      edited={edited(page, settingsOf, fields, () => api.call(readStatusPage, {}))}
      validate={(values) => ({ ...(values.title.trim() === '' && { title: 'Enter a title.' }) })}
      submitLabel="Save"
      submit={(body, { ifMatch }) => update.mutateAsync({ body, ifMatch })}
    >
      {(form) => (
        <>
          <Switch
            label="Public"
            description="Anyone with the address can read the page."
            {...form.getInputProps('enabled', { type: 'checkbox' })}
          />
          <TextInput label="Title" required maxLength={120} {...form.getInputProps('title')} />
          <Textarea label="Introduction" autosize minRows={2} maxLength={2000} {...form.getInputProps('intro')} />
          <ZoneSelect
            label="Time zone"
            description="Used for times and for the daily uptime bars"
            {...form.getInputProps('timeZone')}
          />
          <TextInput
            label="Contact"
            description="Where customers can reach you"
            maxLength={200}
            {...form.getInputProps('contact')}
          />
        </>
      )}
    </FormDrawer>
  );
}
