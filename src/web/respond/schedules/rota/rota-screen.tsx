import { Button, MultiSelect, NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { MOST_ROTA_WEEKS, previewRota, rotaDefaults } from '../../../../contract/respond/schedules/rotas.ts';
import { getSchedule, type Schedule } from '../../../../contract/respond/schedules/schedule.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { paths } from '../../../paths.ts';
import { formProblem } from '../../../ui/form/form-problem.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { UnreadScreen } from '../../../ui/screen/unread-screen.tsx';
import { useGo } from '../../../ui/text/links.tsx';
import { DateField } from '../../../ui/time/time-fields.tsx';
import styles from '../editor/editor.module.css';
import { daysFrom, weekStart } from '../local-time.ts';
import { RotaProposalView } from './rota-proposal.tsx';
import { useRota } from './use-rota.ts';

const parents = [
  { label: 'On-call', href: paths.onCall() },
  { label: 'Schedules', href: paths.schedules() },
];

export function RotaScreen() {
  const id = Number(useParams({ from: '/app/oncall/schedules/$id/rota' }).id);
  const { data: schedule, error, refetch } = useEndpoint(getSchedule, { params: { id } }, { follows: ['person'] });
  if (!schedule) return <UnreadScreen title="Rota" parents={parents} error={error} retry={refetch} />;
  return <RotaView schedule={schedule} />;
}

type Options = {
  layer: string;
  from: string;
  weeks: number | string;
  /** Empty: everybody in the rotation. */
  people: string[];
  countWeeks: number | string;
  restHours: number | string;
  mostInRow: number | string;
};

/** What a rota would give everybody beside the rotation, anew with each change of its rules, and the button that applies it. */
function RotaView({ schedule }: { schedule: Schedule }) {
  const { id, timeZone, name } = schedule;
  const go = useGo();
  const guard = useGuard('oncall.manage');
  const { apply, isRunning } = useRota(id);
  const [options, setOptions] = useState<Options>(() => ({
    ...{ layer: schedule.definition.layers.at(-1)?.name ?? '', from: '', people: [], ...rotaDefaults, mostInRow: '' },
  }));
  const [settled] = useDebouncedValue(options, 300);
  const { data, error, refetch, isPlaceholderData, isFetching } = useEndpoint(
    previewRota,
    { params: { id }, body: questionOf(settled, timeZone) },
    { follows: ['absence', 'calendar', 'person'] },
  );
  // A proposal that is just being made anew would be refused: it is of a schedule that has changed.
  const isSettled = settled === options && !isPlaceholderData && !isFetching;
  const refused = error ? formProblem(error, settled, { personIds: 'people' }) : { fields: {} };
  const isFields = refused.general === undefined;
  return (
    <>
      <PageHeader
        title="Rota"
        parents={[...parents, { label: name, href: paths.schedule(id) }]}
        actions={
          <Button
            {...guard}
            disabled={guard.disabled || !data || Boolean(error) || !isSettled || data.overrides.length === 0}
            loading={isRunning}
            onClick={async () => {
              if (data && (await apply(data)))
                go(paths.schedule(id, { from: weekStart(Date.parse(data.from), timeZone), weeks: 4 }));
            }}
          >
            Apply rota
          </Button>
        }
      >
        Shares the turns of the next weeks so that hours, nights, weekends and holidays come out even. Whoever is away
        gets none if anybody else is there. Nothing changes until you apply it.
      </PageHeader>
      <div className={styles.editor}>
        <RotaFields
          schedule={schedule}
          options={options}
          errors={isSettled ? refused.fields : {}}
          change={(part) => setOptions({ ...options, ...part })}
        />
        <section aria-label="The rota" aria-busy={!isSettled}>
          {error && isFields && <p className="muted">No rota: see what is marked.</p>}
          {error && !isFields && <ErrorState error={error} retry={() => void refetch()} />}
          {!error && !data && <LoadingRows rows={8} label="Generating the rota" />}
          {!error && data && <RotaProposalView proposal={data} zone={timeZone} />}
        </section>
      </div>
    </>
  );
}

type RotaFieldsProps = {
  schedule: Schedule;
  options: Options;
  /** Why there is no rota, by the field that has to change. */
  errors: Record<string, string>;
  change: (part: Partial<Options>) => void;
};

function RotaFields({ schedule, options, errors, change }: RotaFieldsProps) {
  const { layers } = schedule.definition;
  const inLayer = new Set(layers.find(({ name }) => name === options.layer)?.participants);
  const number = (key: 'weeks' | 'countWeeks' | 'restHours' | 'mostInRow', min: number, max: number) => ({
    ...{ min, max, allowDecimal: false, clampBehavior: 'strict' as const },
    value: options[key],
    error: errors[key],
    onChange: (value: number | string) => change({ [key]: value }),
  });
  return (
    <div className={styles.form}>
      {layers.length > 1 && (
        <Select
          label="Layer"
          data={layers.map(({ name }) => name)}
          allowDeselect={false}
          value={options.layer}
          error={errors.layer}
          onChange={(layer) => change({ layer: layer ?? options.layer, people: [] })}
        />
      )}
      <div className={styles.line}>
        <NumberInput label="Weeks" {...number('weeks', 1, MOST_ROTA_WEEKS)} />
        <DateField
          label="From"
          placeholder="Now"
          value={options.from}
          error={errors.from}
          onChange={(from) => change({ from })}
        />
      </div>
      <MultiSelect
        label="People"
        description="Who takes turns"
        placeholder={options.people.length === 0 ? 'Everybody in the rotation' : undefined}
        clearable
        clearButtonProps={{ 'aria-label': 'Everybody in the rotation' }}
        data={schedule.people
          .filter(({ personId, disabled }) => inLayer.has(personId) && !disabled)
          .map(({ personId, name }) => ({ value: String(personId), label: name }))}
        value={options.people}
        error={errors.people}
        onChange={(people) => change({ people })}
      />
      <NumberInput
        label="Count the weeks before"
        description="Whoever carried more in them gets less now"
        {...number('countWeeks', 0, 52)}
      />
      <NumberInput label="Hours off between shifts" suffix=" h" {...number('restHours', 0, 168)} />
      <NumberInput label="Most turns in a row" placeholder="As the rotation has" {...number('mostInRow', 1, 30)} />
    </div>
  );
}

function questionOf({ layer, from, people, weeks, countWeeks, restHours, mostInRow }: Options, zone: string) {
  const or = (value: number | string, usual: number) => (typeof value === 'number' ? value : usual);
  return {
    layer,
    from: from === '' ? undefined : new Date(daysFrom(from, 1, zone)[0]!.startMs).toISOString(),
    weeks: or(weeks, rotaDefaults.weeks),
    personIds: people.length === 0 ? undefined : people.map(Number),
    countWeeks: or(countWeeks, rotaDefaults.countWeeks),
    restHours: or(restHours, rotaDefaults.restHours),
    mostInRow: typeof mostInRow === 'number' ? mostInRow : undefined,
  };
}
