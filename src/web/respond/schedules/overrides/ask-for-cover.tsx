import { Button, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { listCoverRequests, requestCover } from '../../../../contract/respond/schedules/covers.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { Picker } from '../../../directory/picker.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { momentText } from '../local-time.ts';
import { ShiftWords } from '../shift-words.tsx';
import styles from '../timeline/timeline.module.css';
import { dayWithin, type Span } from '../timeline/timeline-rows.ts';
import type { CoverableSchedule } from './cover-shift.tsx';

type AskForCoverProps = {
  schedule: CoverableSchedule;
  span: Span;
  atMs: number;
  zone: string;
  close: () => void;
};

/** Asks others to take the shift, or a day of it. The shift stays where it is until somebody accepts. */
export function AskForCover({ schedule, span, atMs, zone, close }: AskForCoverProps) {
  const day = dayWithin(span, atMs, zone);
  const [part, setPart] = useState<'shift' | 'day'>('shift');
  const [whom, setWhom] = useState<'rota' | 'team' | 'person'>('rota');
  const [person, setPerson] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const ask = useAction(requestCover, {
    changes: [listCoverRequests],
    done: ({ asked }) => {
      showToast(`${asked.length === 1 ? `${asked[0]!.name} was` : `${asked.length} people were`} asked for cover.`);
      close();
    },
  });
  const { startMs, endMs } = part === 'day' && day ? day : span;
  const send = () =>
    ask.mutate({
      body: {
        scheduleId: schedule.id,
        startsAt: new Date(startMs).toISOString(),
        endsAt: new Date(endMs).toISOString(),
        reason: reason.trim(),
        ask: whom === 'person' ? { kind: 'person', personId: Number(person) } : { kind: whom },
      },
    });
  return (
    <div className={styles.stack}>
      <ShiftWords span={span} zone={zone} />
      {day && (
        <Radio.Group label="Cover for" value={part} onChange={(value) => setPart(value as 'shift' | 'day')}>
          <div className={styles.choices}>
            <Radio value="shift" label="The whole shift" />
            <Radio value="day" label={`${momentText(day.startMs, zone).slice(0, -6)} only`} />
          </div>
        </Radio.Group>
      )}
      <Radio.Group label="Ask" value={whom} onChange={(value) => setWhom(value as 'rota' | 'team' | 'person')}>
        <div className={styles.choices}>
          <Radio value="rota" label="Everybody in this rotation" data-autofocus />
          {schedule.teamId !== null && <Radio value="team" label="The whole team" />}
          <Radio value="person" label="One person" />
        </div>
      </Radio.Group>
      {whom === 'person' && <Picker label="Person" of="people" value={person} onChange={setPerson} />}
      <Textarea
        label="Reason"
        autosize
        minRows={1}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <p className="muted">They get an e-mail. The first to accept takes the shift; until then it stays with you.</p>
      <div className={styles.toolbar}>
        <Button loading={ask.isPending} disabled={whom === 'person' && person === null} onClick={send}>
          Ask for cover
        </Button>
      </div>
    </div>
  );
}
