import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import { changeMe, readMe, readSession } from '../../../contract/directory/session.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useOfflineChoice } from '../../data/offline/use-offline-copy.ts';
import { preferences, usePreferences } from '../../keys/preferences.ts';
import { paths } from '../../paths.ts';
import { useColorScheme } from '../../shell/color-scheme.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { changedOnly } from '../../ui/form/merge-changes.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { roleWord } from '../people/person-status.tsx';
import { browserZone, ZoneSelect } from '../zone-select.tsx';
import styles from './me.module.css';
import { MeTabs } from './me-tabs.tsx';

export function ProfileScreen() {
  const { data: me, error, refetch } = useEndpoint(readMe, {}, { follows: ['person'] });
  const change = useAction(changeMe, { changes: [readMe, readSession], done: () => showToast('Saved.') });
  return (
    <>
      <PageHeader title="Profile and preferences" />
      <MeTabs />
      {error && !me && <ErrorState error={error} retry={() => void refetch()} />}
      {!me && !error && <LoadingRows rows={4} />}
      {me && (
        <Section title="You">
          <Facts
            facts={[
              ['E-mail', me.email],
              ['Role', roleWord(me.role)],
              [
                'On-call load',
                <a key="load" href={paths.personalLoad(me.id)}>
                  Your shifts, pages and nights
                </a>,
              ],
            ]}
          />
          <div className={styles.narrow}>
            <FormFrame
              initialValues={profileOf(me)}
              edited={edited(me, profileOf, fields, () => api.call(readMe, {}))}
              validate={({ name }) => ({ ...(name.trim() === '' && { name: 'What should others call you?' }) })}
              submit={(body, { before, ifMatch }) => change.mutateAsync({ body: changedOnly(before, body), ifMatch })}
              submitLabel="Save"
              done={() => {}}
              withoutCancel
            >
              {(form) => (
                <>
                  <TextInput label="Name" required autoComplete="name" {...form.getInputProps('name')} />
                  <ZoneSelect
                    label="Time zone"
                    description="Decides what counts as night and weekend for you"
                    {...form.getInputProps('timeZone')}
                  />
                </>
              )}
            </FormFrame>
          </div>
        </Section>
      )}
      <BrowserPreferences />
    </>
  );
}

type Profile = { name: string; timeZone: string };

const profileOf = ({ name, timeZone }: Profile): Profile => ({ name, timeZone });

const fields = { name: 'Name', timeZone: 'Time zone' };

/** What this browser remembers; others never see it. */
function BrowserPreferences() {
  const { schemes, chosen, set } = useColorScheme();
  const { singleKeyShortcuts, timeZone } = usePreferences();
  const offline = useOfflineChoice();
  const follow = `Browser time zone (${browserZone()})`;
  return (
    <Section title="This browser">
      <div className={`${styles.narrow} ${styles.stack}`}>
        <div>
          <p id="theme-label">Theme</p>
          <SegmentedControl
            aria-labelledby="theme-label"
            data={schemes.map(({ value, label }) => ({ value, label: label.charAt(0).toUpperCase() + label.slice(1) }))}
            value={chosen.value}
            onChange={(value) => set(value as (typeof schemes)[number]['value'])}
          />
        </div>
        <Switch
          label="Single-key shortcuts"
          description="Turn these off if they get in the way of voice input. Ctrl-K always works."
          checked={singleKeyShortcuts}
          onChange={(event) => preferences.change({ singleKeyShortcuts: event.currentTarget.checked })}
        />
        <Switch
          label="Keep an offline copy"
          description={
            offline.isPossible
              ? 'Who is on call in the next seven days, and the runbooks you read here, for when the server cannot be reached. It is removed when you sign out. Only on a device of your own.'
              : 'This browser keeps nothing for offline use on this address. That takes https.'
          }
          disabled={!offline.isPossible}
          checked={offline.wanted}
          onChange={(event) => offline.choose(event.currentTarget.checked)}
        />
        <ZoneSelect
          label="Show times in"
          placeholder={follow}
          clearable
          allowDeselect
          value={timeZone}
          onChange={(zone) => preferences.change({ timeZone: zone })}
        />
      </div>
    </Section>
  );
}
