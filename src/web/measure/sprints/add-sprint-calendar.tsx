import { Button, FileButton, NumberInput, SegmentedControl, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  createSprintCalendar,
  type importFormats,
  largestSprintText,
  previewSprintCalendar,
} from '../../../contract/measure/sprint-calendars.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { Picker } from '../../directory/picker.tsx';
import { browserZone, ZoneSelect } from '../../directory/zone-select.tsx';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { Recounted } from './recounted.tsx';
import { sprintReads } from './sprint-words.ts';

type Format = (typeof importFormats)[number];

const initial = {
  teamId: null as string | null,
  origin: 'length' as 'length' | Format,
  startDate: '',
  lengthDays: 14 as number | string,
  text: '',
  zone: browserZone(),
  effectiveFrom: '',
};
type Values = typeof initial;

const origins = [
  { value: 'length', label: 'By length' },
  { value: 'ical', label: 'iCalendar' },
  { value: 'csv', label: 'CSV' },
  { value: 'jira', label: 'Jira' },
];

const hints: Record<Format, { accept: string; words: string }> = {
  ical: { accept: '.ics,text/calendar', words: 'An .ics file; each event is a sprint.' },
  csv: {
    accept: '.csv,text/csv',
    words: 'Name, first day, last day in each line, such as Sprint 12,2026-11-02,2026-11-15',
  },
  jira: {
    accept: '.json,application/json',
    words:
      'The JSON of /rest/agile/1.0/board/…/sprint on your Jira, opened in a browser where you are signed in. Not verified against a live Jira.',
  },
};

/** A calendar by length or imported; what it would change is shown before it is saved. */
export function AddSprintCalendar({ opened, close }: { opened: boolean; close: () => void }) {
  const create = useAction(createSprintCalendar, { changes: sprintReads });
  return (
    <FormDrawer
      title="Add a sprint calendar"
      opened={opened}
      close={close}
      submitLabel="Add calendar"
      initialValues={initial}
      validate={({ origin, startDate, lengthDays, text }) => ({
        ...(origin === 'length' && startDate === '' && { startDate: 'Enter a day.' }),
        ...(origin === 'length' && !isLength(lengthDays) && { lengthDays: 'Enter 5 to 90 days.' }),
        ...(origin !== 'length' && text.trim() === '' && { text: 'Paste the text or choose a file.' }),
        ...(origin !== 'length' && text.length > largestSprintText && { text: 'This is more than 500 kB.' }),
      })}
      submit={(values, { idempotencyKey }) => create.mutateAsync({ body: bodyOf(values), idempotencyKey })}
    >
      {(form) => {
        const { origin } = form.values;
        return (
          <>
            <Picker
              of="teams"
              label="Team"
              description="Leave empty for the organisation."
              clearable
              {...form.getInputProps('teamId')}
            />
            <SegmentedControl aria-label="Sprints" data={origins} {...form.getInputProps('origin')} />
            {origin === 'length' ? (
              <>
                <DateField label="First day of sprint 1" required {...form.getInputProps('startDate')} />
                <NumberInput
                  label="Sprint length in days"
                  required
                  min={5}
                  max={90}
                  {...form.getInputProps('lengthDays')}
                />
              </>
            ) : (
              <>
                <Textarea
                  label="Sprints"
                  required
                  description={hints[origin].words}
                  minRows={4}
                  maxRows={10}
                  autosize
                  spellCheck={false}
                  {...form.getInputProps('text')}
                />
                <FileButton
                  accept={hints[origin].accept}
                  onChange={async (file) => file && form.setFieldValue('text', await file.text())}
                >
                  {(props) => (
                    <Button {...props} variant="default" style={{ justifySelf: 'start' }}>
                      Choose a file
                    </Button>
                  )}
                </FileButton>
              </>
            )}
            <ZoneSelect
              label="Time zone"
              description="Sprints start at midnight in this time zone."
              {...form.getInputProps('zone')}
            />
            <DateField
              label="Counts from"
              description="Sprints before this day stay as they are. Leave empty for the first day of the first sprint."
              {...form.getInputProps('effectiveFrom')}
            />
            <Preview values={form.values} />
          </>
        );
      }}
    </FormDrawer>
  );
}

const isLength = (days: number | string) => Number.isInteger(Number(days)) && Number(days) >= 5 && Number(days) <= 90;

function isComplete({ origin, startDate, lengthDays, text }: Values): boolean {
  if (origin === 'length') return startDate !== '' && isLength(lengthDays);
  return text.trim() !== '' && text.length <= largestSprintText;
}

function bodyOf({ teamId, origin, startDate, lengthDays, text, zone, effectiveFrom }: Values) {
  return {
    teamId: teamId === null ? null : Number(teamId),
    effectiveFrom: effectiveFrom || null,
    zone,
    rule: origin === 'length' ? { origin, startDate, lengthDays: Number(lengthDays) } : { origin, text },
  };
}

/** What saving would change. */
function Preview({ values }: { values: Values }) {
  const [settled] = useDebouncedValue(values, 300);
  const enabled = isComplete(settled);
  const { data, error } = useEndpoint(previewSprintCalendar, { body: bodyOf(settled) }, { enabled });
  if (!enabled) return null;
  if (error) return <ErrorState error={error} />;
  if (!data) return <LoadingRows rows={4} label="Loading the preview" />;
  return (
    <section aria-label="Preview">
      <h3>What saving changes</h3>
      <p>From {calendarDateText(data.effectiveFrom)}.</p>
      {data.notes.map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
      <Recounted {...data} />
    </section>
  );
}
