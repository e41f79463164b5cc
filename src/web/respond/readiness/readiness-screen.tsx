import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { PeopleReadiness } from '../../directory/proof/people-readiness.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { ServicesReadiness } from './services-readiness.tsx';
import { TeamsReadiness } from './teams-readiness.tsx';
import { TestPageReminders } from './test-page-reminders.tsx';
import { UnroutedSources } from './unrouted-sources.tsx';

type View = 'services' | 'teams' | 'people' | 'sources';

const views: { value: View; label: string }[] = [
  { value: 'services', label: 'Services' },
  { value: 'teams', label: 'Teams' },
  { value: 'people', label: 'People' },
  { value: 'sources', label: 'Sources' },
];

const about: Record<View, string> = {
  services: 'Whether an alert of each service would wake somebody at any time of the next 30 days.',
  teams: 'Whether the services of each team are ready, when it last practised, and when it will again.',
  people: 'Whether everybody who can be paged is reached, and when a test page last proved it.',
  sources: 'Sources whose alerts lead to no service.',
};

/** What would keep a page from waking somebody: by service, by team, by person, by source. */
export function ReadinessScreen() {
  const [view, setView] = useState<View>('services');
  const [shown, setShown] = useState<'not-ready' | 'all'>('not-ready');
  return (
    <>
      <PageHeader
        title="Readiness"
        actions={
          <>
            <SegmentedControl
              aria-label="What to look at"
              value={view}
              onChange={(value) => setView(views.find((each) => each.value === value)?.value ?? 'services')}
              data={views}
            />
            {view !== 'sources' && (
              <SegmentedControl
                aria-label={`Which ${view}`}
                value={shown}
                onChange={(value) => setShown(value === 'all' ? 'all' : 'not-ready')}
                data={[
                  { value: 'not-ready', label: 'Not ready' },
                  { value: 'all', label: 'All' },
                ]}
              />
            )}
            {view === 'services' && (
              <Button component="a" variant="default" href="/api/v1/readiness.csv" download>
                Export CSV
              </Button>
            )}
          </>
        }
      >
        {about[view]}
      </PageHeader>
      {view === 'services' && <ServicesReadiness shown={shown} />}
      {view === 'teams' && <TeamsReadiness shown={shown} />}
      {view === 'people' && (
        <>
          <TestPageReminders />
          <PeopleReadiness
            {...(shown === 'not-ready' && { result: 'not-ready' })}
            empty={
              shown === 'all'
                ? 'No schedule, policy or team has anybody in it yet.'
                : 'Everybody who can be paged has acknowledged a test page and meets the rules of their teams.'
            }
          />
        </>
      )}
      {view === 'sources' && <UnroutedSources />}
    </>
  );
}
