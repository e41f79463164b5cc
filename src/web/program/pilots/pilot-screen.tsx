import { Button, Checkbox, Progress, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  endPilot,
  getPilot,
  type Pilot,
  pilotOutcomes,
  reopenPilot,
  setPilotSponsor,
} from '../../../contract/program/pilots.ts';
import { proposeRollOut } from '../../../contract/program/plans/roll-outs.ts';
import { valueText } from '../../../domain/program/goals/value-text.ts';
import { daysBetween } from '../../../domain/program/plans/plan.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { DataTable } from '../../measure/charts/chart-figure.tsx';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { dayOf, daysOf } from '../../ui/time/time.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { SponsorLettersPanel } from '../letters/sponsor-letters-panel.tsx';
import { useLinkedForm } from '../linked-form.ts';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { BlockedForm } from './blocked-form.tsx';
import { Board } from './board.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import { type MilestoneActs, MilestoneCard } from './milestone-card.tsx';
import { AddMilestoneForm, EditMilestoneForm } from './milestone-form.tsx';
import type { Milestone } from './milestone-looks.ts';
import { kindWords, outcomeWords, stateWords } from './pilot-words.ts';
import plan from './plan.module.css';
import { PlanTimeline } from './plan-timeline.tsx';
import { RisksPanel } from './risks-panel.tsx';
import { RollOutForm } from './roll-out-form.tsx';
import { sponsorErrorsAt } from './sponsor-errors.ts';
import { planReads as changes, useMilestones } from './use-milestones.ts';

const parents = [...programParents, { label: 'Plans', href: paths.pilots() }];
const outcomes = pilotOutcomes.map((value) => ({ value, label: outcomeWords[value] }));

/** One plan: its milestones as a list, a board or a timeline, its risks, the sponsor, the baseline. */
export function PilotScreen() {
  const id = Number(useParams({ from: '/app/program/pilots/$id' }).id);
  const answer = useEndpoint(getPilot, { params: { id } }, { follows: ['goal'] });
  const guard = useGuard('program.manage');
  const isToName = useLinkedForm('sponsor') && !guard.disabled;
  const [layer, setLayer] = useState<'sponsor' | 'end' | 'milestone' | null>(isToName ? 'sponsor' : null);
  const pilot = answer.data;
  const isOpen = pilot && pilot.state !== 'ended';
  return (
    <>
      <PageHeader
        word="plan"
        title={pilot ? `${kindWords[pilot.kind]}: ${pilot.team.name}` : 'Plan'}
        parents={
          pilot?.rollOut ? [...parents, { label: pilot.rollOut.name, href: paths.rollOut(pilot.rollOut.id) }] : parents
        }
        actions={
          <>
            {pilot && canRollOut(pilot) && <RollOutButton pilot={pilot} />}
            {pilot?.state === 'ended' && <ReopenButton id={pilot.id} />}
            {isOpen && (
              <>
                <Button variant="default" {...guard} onClick={() => setLayer('end')}>
                  End plan
                </Button>
                <Button {...guard} onClick={() => setLayer('milestone')}>
                  Add milestone
                </Button>
              </>
            )}
          </>
        }
      >
        {pilot && `${calendarDateText(pilot.startsOn)} to ${calendarDateText(pilot.endsOn)}, ${pilot.timeZone}`}
      </PageHeader>
      <Loaded answer={answer}>
        {(pilot) => (
          <>
            <Columns
              aside={
                <>
                  <PilotState pilot={pilot} />
                  <Panel
                    title="Executive sponsor"
                    actions={
                      <Button variant="default" size="compact-sm" {...guard} onClick={() => setLayer('sponsor')}>
                        {pilot.sponsor ? 'Change' : 'Add sponsor'}
                      </Button>
                    }
                  >
                    {pilot.sponsor ? (
                      <p>
                        {pilot.sponsor.name}, {pilot.sponsor.title}
                        {!pilot.sponsor.isVicePresidentOrAbove && (
                          <span className="muted"> (below vice president)</span>
                        )}
                      </p>
                    ) : (
                      <Badge tone="sev2" glyph="triangle" look="plain">
                        No executive sponsor yet
                      </Badge>
                    )}
                  </Panel>
                  <SponsorLettersPanel planId={pilot.id} />
                  <RisksPanel plan={pilot} />
                  <BaselinePanel pilot={pilot} />
                </>
              }
            >
              <Milestones pilot={pilot} />
              <ImpactPanel pilotId={pilot.id} timeZone={pilot.timeZone} />
            </Columns>
            <SponsorForm pilot={pilot} opened={layer === 'sponsor'} close={() => setLayer(null)} />
            <EndForm id={pilot.id} opened={layer === 'end'} close={() => setLayer(null)} />
            <AddMilestoneForm plan={pilot} opened={layer === 'milestone'} close={() => setLayer(null)} />
          </>
        )}
      </Loaded>
    </>
  );
}

function ReopenButton({ id }: { id: number }) {
  const guard = useGuard('program.manage');
  const reopen = useAction(reopenPilot, { changes });
  return (
    <Button variant="default" {...guard} loading={reopen.isPending} onClick={() => reopen.mutate({ params: { id } })}>
      Reopen plan
    </Button>
  );
}

/** From a pilot that is over: the way to everybody else. */
function RollOutButton({ pilot }: { pilot: Pilot }) {
  const guard = useGuard('program.manage');
  const [isOpen, setOpen] = useState(false);
  const proposal = useEndpoint(proposeRollOut, { params: { id: pilot.id } }, { enabled: isOpen });
  return (
    <>
      <Button {...guard} loading={isOpen && proposal.isPending} onClick={() => setOpen(true)}>
        Roll out to all teams
      </Button>
      {proposal.data && (
        <RollOutForm pilotId={pilot.id} proposal={proposal.data} opened={isOpen} close={() => setOpen(false)} />
      )}
    </>
  );
}

const canRollOut = ({ kind, state, outcome }: Pilot) =>
  kind === 'pilot' && (state === 'over' || (state === 'ended' && outcome !== 'stopped'));

const views = [
  { value: 'list', label: 'List' },
  { value: 'board', label: 'Board' },
  { value: 'timeline', label: 'Timeline' },
];

function Milestones({ pilot }: { pilot: Pilot }) {
  const { view = 'list' } = useSearch({ from: '/app/program/pilots/$id' });
  const navigate = useNavigate({ from: '/program/pilots/$id' });
  const [edited, setEdited] = useState<Milestone | null>(null);
  const [blocked, setBlocked] = useState<Milestone | null>(null);
  const { setStatus, remove } = useMilestones(pilot);
  const acts: MilestoneActs = {
    setStatus: (milestone, status) => (status === 'blocked' ? setBlocked(milestone) : setStatus(milestone, status)),
    edit: setEdited,
    remove,
  };
  return (
    <>
      <SegmentedControl
        className={plan.switch}
        aria-label="View"
        value={view}
        data={views}
        onChange={(chosen) => void navigate({ search: chosen === 'list' ? {} : { view: chosen }, replace: true })}
      />
      {view === 'board' && <Board plan={pilot} acts={acts} />}
      {view === 'timeline' && <PlanTimeline plan={pilot} />}
      {view === 'list' &&
        pilot.phases.map((phase) => (
          <Panel key={phase.key} title={phase.name}>
            <p className="muted">
              {phase.purpose} {calendarDateText(phase.firstDate)} to {calendarDateText(phase.lastDate)}.
            </p>
            {pilot.milestones
              .filter((milestone) => milestone.phase === phase.key)
              .map((milestone) => (
                <MilestoneCard key={milestone.key} pilot={pilot} milestone={milestone} acts={acts} />
              ))}
          </Panel>
        ))}
      {edited && <EditMilestoneForm plan={pilot} milestone={edited} close={() => setEdited(null)} />}
      <BlockedForm
        milestone={blocked}
        close={() => setBlocked(null)}
        block={(reason) => blocked && setStatus(blocked, 'blocked', reason)}
      />
    </>
  );
}

function PilotState({ pilot }: { pilot: Pilot }) {
  const { day, done, total, overdueKeys } = pilot.progress;
  const days = daysBetween(pilot.startsOn, pilot.endsOn);
  return (
    <Panel title="Progress">
      <div className={styles.big}>
        {day < 0 ? startsIn(-day) : day < days ? `Day ${day + 1} of ${days}` : `${days} days completed`}
      </div>
      <Progress value={(done / Math.max(1, total)) * 100} aria-label={`${done} of ${total} milestones`} />
      <Facts
        facts={[
          ['Milestones', `${done} of ${total}`],
          ['Overdue', overdueKeys.length],
          ['State', stateWords[pilot.state]],
          ['Outcome', pilot.outcome && outcomeWords[pilot.outcome]],
          ['Note', pilot.outcomeNote],
        ]}
      />
    </Panel>
  );
}

const startsIn = (days: number) => (days === 1 ? 'Starts tomorrow' : `Starts in ${days} days`);

function BaselinePanel({ pilot: { baseline, timeZone } }: { pilot: Pilot }) {
  return (
    <Panel title="Baseline">
      <p className="muted">
        {daysOf(baseline.from, baseline.to, timeZone)}:{' '}
        {baseline.frozenAt
          ? `frozen on ${dayOf(baseline.frozenAt)}.`
          : 'will be frozen automatically when this time is over.'}
      </p>
      {baseline.measures.length > 0 && (
        <DataTable
          caption="Baseline"
          head={['Measure', 'Value', 'n']}
          rows={baseline.measures.map(({ key, name, value, unit, n }) => ({
            key,
            cells: [name, valueText(value, unit), n],
          }))}
        />
      )}
    </Panel>
  );
}

type LayerProps = { opened: boolean; close: () => void };

const sponsorOf = ({ sponsor }: Pilot) => sponsor ?? { name: '', title: '', isVicePresidentOrAbove: false };

const sponsorFields = { name: 'Name', title: 'Job title', isVicePresidentOrAbove: 'Vice president or above' };

function SponsorForm({ pilot, opened, close }: LayerProps & { pilot: Pilot }) {
  const save = useAction(setPilotSponsor, { changes });
  return (
    <FormModal
      title="Executive sponsor"
      opened={opened}
      close={close}
      initialValues={sponsorOf(pilot)}
      edited={edited(pilot, sponsorOf, sponsorFields, () => api.call(getPilot, { params: { id: pilot.id } }))}
      errorsAt={sponsorErrorsAt}
      submitLabel="Save"
      submit={(sponsor, { ifMatch }) =>
        save.mutateAsync({
          params: { id: pilot.id },
          body: { sponsor: sponsor.name.trim() === '' ? null : sponsor },
          ifMatch,
        })
      }
    >
      {(form) => (
        <>
          <TextInput
            label="Name"
            description="Leave empty for no sponsor"
            data-autofocus
            maxLength={120}
            {...form.getInputProps('name')}
          />
          <TextInput label="Job title" maxLength={120} {...form.getInputProps('title')} />
          <Checkbox
            label="Vice president or above"
            {...form.getInputProps('isVicePresidentOrAbove', { type: 'checkbox' })}
          />
        </>
      )}
    </FormModal>
  );
}

function EndForm({ id, opened, close }: LayerProps & { id: number }) {
  const end = useAction(endPilot, { changes });
  const reopen = useAction(reopenPilot, { changes });
  return (
    <FormModal
      title="End plan"
      opened={opened}
      close={close}
      initialValues={{ outcome: 'completed' as (typeof pilotOutcomes)[number], note: '' }}
      submitLabel="End plan"
      submit={async (body) => {
        await end.mutateAsync({ params: { id }, body });
        showUndo('Plan ended', () => reopen.mutate({ params: { id } }));
      }}
    >
      {(form) => (
        <>
          <Select label="Outcome" allowDeselect={false} data={outcomes} {...form.getInputProps('outcome')} />
          <Textarea label="Note" autosize minRows={2} {...form.getInputProps('note')} />
        </>
      )}
    </FormModal>
  );
}
