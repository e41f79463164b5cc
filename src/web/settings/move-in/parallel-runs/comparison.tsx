import { Button, FileButton, NumberInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { listPeople } from '../../../../contract/directory/people.ts';
import { listKeptPages, type ParallelRun } from '../../../../contract/respond/parallel-runs.ts';
import type { PagedOnce } from '../../../../domain/move-in/compare-pages.ts';
import { type PastFile, readPastFile } from '../../../../domain/move-in/past/records.ts';
import { type PageColumns, readTheirPages, usualColumns, withNames } from '../../../../domain/move-in/their-pages.ts';
import { api } from '../../../data/api.ts';
import { ZoneSelect } from '../../../directory/zone-select.tsx';
import { SearchSelect } from '../../../ui/form/search-select.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { displayZone } from '../../../ui/time/time.tsx';
import styles from '../move-in.module.css';
import { ComparedPages } from './compared-pages.tsx';

type Opened = {
  name: string;
  file: PastFile;
  ours: PagedOnce[];
  people: { name: string; email: string }[];
};

/** What the other tool did, from a list of its notifications, beside what the parallel run has kept. */
export function Comparison({ run }: { run: ParallelRun }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [isReading, setReading] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const open = async (chosen: File | null) => {
    if (!chosen) return;
    setFailure(null);
    setReading(true);
    try {
      const file = readPastFile(await chosen.text());
      setOpened({ name: chosen.name, file, ours: await allKept(run.id), people: await allPeople() });
    } catch (error) {
      setOpened(null);
      setFailure(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <p className="muted">
        Choose a list of the other tool’s notifications, CSV or JSON: a time and a person, by name or e-mail address, in
        each row, and perhaps a title. It stays in this browser.
      </p>
      <div className={styles.buttons}>
        <FileButton accept=".csv,.json,text/csv,application/json" onChange={open}>
          {(props) => (
            <Button {...props} variant="default" loading={isReading}>
              {opened ? 'Choose another list' : 'Choose a list'}
            </Button>
          )}
        </FileButton>
      </div>
      {failure !== null && <ErrorState error={failure} />}
      {opened && <Choices key={opened.name} opened={opened} run={run} />}
    </>
  );
}

/** What the file does not say, and the comparison as soon as it is known. */
function Choices({ opened, run }: { opened: Opened; run: ParallelRun }) {
  const { file, name, ours, people } = opened;
  const [columns, setColumns] = useState<Partial<PageColumns>>(() => usualColumns(file));
  const [zone, setZone] = useState(displayZone());
  const [minutes, setMinutes] = useState<number | string>(10);
  const isWithin = Number.isInteger(Number(minutes)) && Number(minutes) >= 1 && Number(minutes) <= 720;
  const { time, person, title = null } = columns;
  const theirs = useMemo(() => {
    if (time === undefined || person === undefined) return null;
    const { pages, leftOut } = readTheirPages(file, { time, person, title }, zone);
    return { pages: withNames(pages, people), leftOut };
  }, [file, time, person, title, zone, people]);
  const column = (label: string, value: string | null | undefined, change: (column: string | null) => void) => (
    <SearchSelect
      label={label}
      placeholder="None"
      clearable
      data={file.columns}
      value={value ?? null}
      onChange={change}
    />
  );
  return (
    <div className={styles.plan}>
      <p>
        <strong>{name}</strong>, {file.records.length} {file.records.length === 1 ? 'row' : 'rows'}
      </p>
      <div className={styles.choices}>
        {column('Time', time, (chosen) => setColumns({ ...columns, time: chosen ?? undefined }))}
        {column('Person', person, (chosen) => setColumns({ ...columns, person: chosen ?? undefined }))}
        {column('Title', title, (chosen) => setColumns({ ...columns, title: chosen }))}
        <ZoneSelect
          label="Time zone"
          description="Of days, and of times without one."
          value={zone}
          onChange={(chosen) => setZone(chosen ?? displayZone())}
        />
        <NumberInput
          label="Minutes apart"
          description="Messages to the same person that are no further apart match."
          min={1}
          max={720}
          value={minutes}
          onChange={setMinutes}
          error={isWithin ? undefined : 'Enter 1 to 720 minutes.'}
        />
      </div>
      {theirs === null ? (
        <p>Choose the columns with the time and the person.</p>
      ) : (
        isWithin && (
          <ComparedPages
            ours={ours}
            theirs={theirs.pages}
            leftOut={theirs.leftOut}
            people={people}
            run={run}
            zone={zone}
            withinMs={Number(minutes) * 60_000}
          />
        )
      )}
    </div>
  );
}

async function allKept(id: number): Promise<PagedOnce[]> {
  const found: PagedOnce[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.call(listKeptPages, { params: { id }, query: { limit: 200, cursor } });
    // What would have gone to a chat room is not in a list of people who were notified.
    for (const { at, person, page: of } of page.items)
      if (person) found.push({ at: Date.parse(at), person: person.name, title: of.title });
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

async function allPeople(): Promise<{ name: string; email: string }[]> {
  const found: { name: string; email: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.call(listPeople, { query: { limit: 200, cursor } });
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}
