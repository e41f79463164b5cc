import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { addDrillInject, noteDrill, pauseDrill, resumeDrill } from '../../../contract/program/drill-console.ts';
import type { Drill } from '../../../contract/program/drills.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useKeptText } from '../../data/use-kept-text.ts';
import { useCommands } from '../../keys/commands.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { drillChanges } from './drill-changes.ts';
import styles from './drill-console.module.css';

/** What its leader has in hand while a drill runs: the clock, what comes next, an inject of the moment, a note. */
export function DrillConsole({ drill }: { drill: Drill }) {
  const clock = drill.console?.clock;
  const note = useRef<HTMLInputElement>(null);
  const inject = useRef<HTMLInputElement>(null);
  const pause = useAction(pauseDrill, { changes: drillChanges });
  const resume = useAction(resumeDrill, { changes: drillChanges });
  const params = { id: drill.id };
  const isRunning = clock?.isRunning ?? false;
  const toggle = () => (isRunning ? pause : resume).mutate({ params });
  const leads = drill.mayLead && drill.state === 'running';
  useCommands([
    ...(leads
      ? [
          { keys: 'p', label: isRunning ? 'Pause the clock' : 'Resume the clock', group: 'This screen', run: toggle },
          { keys: 'i', label: 'Add an inject', group: 'This screen', run: () => inject.current?.focus() },
        ]
      : []),
    ...(drill.console?.mayNote
      ? [{ keys: 'n', label: 'Write a note', group: 'This screen', run: () => note.current?.focus() }]
      : []),
  ]);
  if (drill.state !== 'running' || !clock) return null;
  return (
    <Panel title="Console">
      <div className={styles.clock}>
        <DrillClock elapsedSeconds={clock.elapsedSeconds} isRunning={isRunning} />
        <span className="muted">{isRunning ? nextWords(drill) : 'Paused: no inject comes until you resume.'}</span>
        {leads && (
          <Button
            size="md"
            variant={isRunning ? 'default' : 'filled'}
            loading={pause.isPending || resume.isPending}
            onClick={toggle}
          >
            {isRunning ? 'Pause' : 'Resume'}
          </Button>
        )}
      </div>
      {leads && <NewInject drill={drill} inputRef={inject} />}
      {drill.console?.mayNote && <NewNote drill={drill} inputRef={note} />}
    </Panel>
  );
}

function nextWords({ injects, mayLead }: Drill): string {
  if (!mayLead) return 'Running';
  const next = injects.find(({ toldAt, skippedAt }) => toldAt === null && skippedAt === null);
  return next ? `Next inject at minute ${next.atMinute}` : 'All injects are announced';
}

/** Ticks by the browser's own monotonic clock from what the server said last. */
export function DrillClock({ elapsedSeconds, isRunning }: { elapsedSeconds: number; isRunning: boolean }) {
  const [since, setSince] = useState(() => performance.now());
  const [now, setNow] = useState(since);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reading starts the count anew
  useEffect(() => {
    const start = performance.now();
    setSince(start);
    setNow(start);
    if (!isRunning) return;
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, [elapsedSeconds, isRunning]);
  const seconds = elapsedSeconds + (isRunning ? Math.max(0, now - since) / 1000 : 0);
  return (
    <span className={styles.time} role="timer" aria-label="Clock of the drill">
      {clockText(seconds)}
    </span>
  );
}

/** 7:05, 1:07:05. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
}

type LineProps = { drill: Drill; inputRef: RefObject<HTMLInputElement | null> };

function NewInject({ drill, inputRef }: LineProps) {
  const { text, change, clear } = useKeptText(`drill-${drill.id}-inject`);
  const add = useAction(addDrillInject, { changes: drillChanges, done: (_, { body }) => clear(body?.tell) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text?.trim()) add.mutate({ params: { id: drill.id }, body: { tell: text } });
  };
  return (
    <form className={styles.line} onSubmit={submit}>
      <TextInput
        ref={inputRef}
        label="Announce something of the moment"
        placeholder="A reporter is on the phone."
        maxLength={1000}
        value={text ?? ''}
        onChange={({ currentTarget }) => change(currentTarget.value || null)}
      />
      <Button type="submit" variant="default" loading={add.isPending} disabled={!text?.trim()}>
        Announce
      </Button>
    </form>
  );
}

function NewNote({ drill, inputRef }: LineProps) {
  const { text, change, clear } = useKeptText(`drill-${drill.id}-note`);
  const add = useAction(noteDrill, { changes: drillChanges, done: (_, { body }) => clear(body?.text) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text?.trim()) add.mutate({ params: { id: drill.id }, body: { text } });
  };
  return (
    <form className={styles.line} onSubmit={submit}>
      <TextInput
        ref={inputRef}
        label="Note"
        description="At this minute. Players read it after the drill, in the report."
        maxLength={1000}
        value={text ?? ''}
        onChange={({ currentTarget }) => change(currentTarget.value || null)}
      />
      <Button type="submit" variant="default" loading={add.isPending} disabled={!text?.trim()}>
        Add note
      </Button>
    </form>
  );
}
