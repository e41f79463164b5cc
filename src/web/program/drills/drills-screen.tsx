import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { listDrillScenarios, listDrills, planDrill } from '../../../contract/program/drills.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { idOf } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { MultiPicker, Picker } from '../../directory/picker.tsx';
import { shareText } from '../../measure/figure-text.ts';
import { paths } from '../../paths.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { displayZone, Time } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { instantOfField } from '../../ui/time/zoned-time.ts';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { DrillBadge } from './drill-badge.tsx';
import { type Scenario, ScenarioInside } from './scenario-inside.tsx';
import { DrillFeedSection, SeriesSection } from './series-section.tsx';
import { SurroundingsFields, servicesWords, surroundingsOf } from './surroundings-fields.tsx';

/** Past and planned exercises, and the library of scenarios. */
export function DrillsScreen() {
  const library = useEndpoint(listDrillScenarios, {});
  const list = usePagedEndpoint(listDrills, { query: {} }, { follows: ['incident'] });
  const [format, setFormat] = useState<string>('all');
  const [difficulty, setDifficulty] = useState<string>('all');
  const [planned, setPlanned] = useState<Scenario | null>(null);
  const guard = useGuard('program.manage');
  const isChosen = (scenario: Scenario) =>
    (format === 'all' || scenario.format === format) && (difficulty === 'all' || scenario.difficulty === difficulty);
  return (
    <>
      <PageHeader
        word="drill"
        title="Drills"
        parents={programParents}
        actions={
          !guard.disabled && (
            <Button variant="default" component="a" href={paths.documents('scenario')}>
              Scenarios as files
            </Button>
          )
        }
      >
        Practise before it counts. Drills page people for real, or into a sandbox, and never count in the measures.
      </PageHeader>
      <Section title="Past and planned">
        {list.error && <ErrorState error={list.error} retry={list.retry} />}
        {list.isPending && <LoadingRows rows={3} label="Loading drills" />}
        {!list.isPending && !list.error && list.rows.length === 0 && (
          <EmptyState kind="cleared">No drills yet. Choose a scenario below; a tabletop is a good start.</EmptyState>
        )}
        {list.rows.length > 0 && (
          <Cards label="Drills">
            {list.rows.map((drill) => (
              <Card key={drill.id}>
                <div>
                  <a href={paths.drill(drill.id)}>{drill.title}</a> <DrillBadge state={drill.state} />
                </div>
                <span className="muted">
                  {drill.formatName}
                  {drill.team && ` · ${drill.team.name}`}
                  {drill.score.share !== null && ` · scored ${shareText(drill.score.share)}`}
                  {drill.plannedFor && (
                    <>
                      {' · '}
                      <Time at={drill.plannedFor} />
                    </>
                  )}
                </span>
              </Card>
            ))}
          </Cards>
        )}
      </Section>
      <SeriesSection />
      <DrillFeedSection />
      <Section title="Scenarios">
        <Loaded answer={library}>
          {({ scenarios, formats }) => (
            <>
              <div className={styles.choices}>
                <Select
                  label="Format"
                  w={260}
                  allowDeselect={false}
                  value={format}
                  onChange={(value) => setFormat(value ?? 'all')}
                  data={[
                    { value: 'all', label: `All (${scenarios.length})` },
                    ...formats.map(({ key, name }) => ({ value: key, label: name })),
                  ]}
                />
                <Select
                  label="Difficulty"
                  w={160}
                  allowDeselect={false}
                  value={difficulty}
                  onChange={(value) => setDifficulty(value ?? 'all')}
                  data={[
                    { value: 'all', label: 'All' },
                    { value: 'easy', label: 'Easy' },
                    { value: 'medium', label: 'Medium' },
                    { value: 'hard', label: 'Hard' },
                  ]}
                />
              </div>
              {!scenarios.some(isChosen) && <p className="muted">No scenario is like that.</p>}
              <Cards label="Scenarios">
                {scenarios.filter(isChosen).map((scenario) => (
                  <Card
                    key={scenario.key}
                    actions={
                      <Button
                        variant="default"
                        {...guard}
                        aria-label={`Plan ${scenario.title}`}
                        onClick={() => setPlanned(scenario)}
                      >
                        Plan
                      </Button>
                    }
                  >
                    <div>
                      <strong>{scenario.title}</strong> <SeverityBadge severity={scenario.severity} look="plain" />
                    </div>
                    <span className="muted">
                      {formats.find(({ key }) => key === scenario.format)?.name} · {scenario.difficulty} ·{' '}
                      {scenario.lengthMinutes} min · {heldWords(scenario.timesHeld)}
                    </span>
                    {scenario.story !== null && <ScenarioInside scenario={scenario} />}
                  </Card>
                ))}
              </Cards>
            </>
          )}
        </Loaded>
      </Section>
      {planned && <PlanForm key={planned.key} scenario={planned} opened close={() => setPlanned(null)} />}
    </>
  );
}

function PlanForm({ scenario, opened, close }: { scenario: Scenario; opened: boolean; close: () => void }) {
  const go = useGo();
  const zone = displayZone();
  const isUnannounced = scenario.format === 'unannounced';
  const plan = useAction(planDrill, { changes: [listDrills, readProgram], done: ({ id }) => go(paths.drill(id)) });
  return (
    <FormDrawer
      title={`Plan: ${scenario.title}`}
      opened={opened}
      close={close}
      initialValues={{
        plannedFor: '',
        teamId: null as string | null,
        leaderId: null as string | null,
        serviceIds: [] as string[],
        sourceId: null as string | null,
        consent: '',
        inSandbox: scenario.sendsSignals && !isUnannounced && scenario.format !== 'page-test',
        agreedIds: [] as string[],
        beforeWebhookId: null as string | null,
        afterWebhookId: null as string | null,
      }}
      validate={({ sourceId, consent }) => ({
        ...(scenario.sendsSignals && sourceId === null && { sourceId: 'Choose a source.' }),
        ...(isUnannounced && consent.trim() === '' && { consent: 'Say who agreed to it.' }),
      })}
      submitLabel="Plan drill"
      submit={(values) =>
        plan.mutateAsync({
          body: {
            scenarioKey: scenario.key,
            plannedFor: values.plannedFor ? instantOfField(values.plannedFor, zone) : null,
            teamId: idOf(values.teamId),
            leaderId: idOf(values.leaderId),
            serviceIds: values.serviceIds.map(Number),
            sourceId: idOf(values.sourceId),
            consent: values.consent.trim(),
            ...surroundingsOf(values),
          },
        })
      }
    >
      {(form) => (
        <>
          <DateTimeField
            zone={zone}
            label="Start time"
            description={`In ${zone}. Leave empty if not scheduled yet.`}
            {...form.getInputProps('plannedFor')}
          />
          <Picker
            label="Team"
            clearable
            clearButtonProps={{ 'aria-label': 'No team' }}
            of="teams"
            {...form.getInputProps('teamId')}
          />
          <Picker
            label="Leader"
            description="Knows what is wrong, announces the injects and keeps score"
            clearable
            clearButtonProps={{ 'aria-label': 'No leader' }}
            of="people"
            {...form.getInputProps('leaderId')}
          />
          {scenario.sendsSignals && (
            <Picker
              label="Source"
              required
              description="The signals of this drill come in through it, along its real routes and policies, marked as a drill."
              of="sources"
              {...form.getInputProps('sourceId')}
            />
          )}
          {isUnannounced && (
            <TextInput
              label="Who agreed"
              required
              description="An unannounced drill needs the consent of a sponsor. When it starts is shown only to its leader."
              maxLength={300}
              {...form.getInputProps('consent')}
            />
          )}
          <MultiPicker
            label="Services"
            description={servicesWords(form.values.inSandbox)}
            of="services"
            {...form.getInputProps('serviceIds')}
          />
          <SurroundingsFields form={form} />
        </>
      )}
    </FormDrawer>
  );
}

const heldWords = (times: number) => (times === 0 ? 'not held yet' : times === 1 ? 'held once' : `held ${times} times`);
