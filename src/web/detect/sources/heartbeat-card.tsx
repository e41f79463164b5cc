import { Button } from '@mantine/core';
import { armHeartbeat, getSource, listSources, type Source } from '../../../contract/detect/sources.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { Duration, Time } from '../../ui/time/time.tsx';

/** When a heartbeat is expected, and whether its silence counts. */
export function HeartbeatCard({ source, heartbeat }: { source: Source; heartbeat: NonNullable<Source['heartbeat']> }) {
  const guard = useGuard('sources.manage');
  const arm = useAction(armHeartbeat, {
    changes: [getSource, listSources],
    done: () => showToast('Armed: a missed ping raises an alert from now on.'),
  });
  const isPaused = source.pausedAt !== null || heartbeat.pausedAt !== null;
  return (
    <Section
      title="Heartbeat"
      actions={
        !heartbeat.armedAt &&
        !isPaused && (
          <Button
            variant="default"
            loading={arm.isPending}
            onClick={() => arm.mutate({ params: { id: source.id } })}
            {...guard}
          >
            Arm now
          </Button>
        )
      }
    >
      <Facts
        facts={[
          ['State', <HeartbeatState key="state" heartbeat={heartbeat} isPaused={isPaused} />],
          heartbeat.schedule
            ? ['Schedule', <ScheduleText key="schedule" schedule={heartbeat.schedule} />]
            : ['Expected every', durationText(heartbeat.intervalSeconds)],
          ['Expected next', heartbeat.expectedAt && <Time key="expected" at={heartbeat.expectedAt} />],
          ['Grace', durationText(heartbeat.graceSeconds)],
          ['Last ping', heartbeat.lastPingAt ? <Time key="ping" at={heartbeat.lastPingAt} /> : 'never'],
        ]}
      />
    </Section>
  );
}

function ScheduleText({ schedule }: { schedule: NonNullable<NonNullable<Source['heartbeat']>['schedule']> }) {
  return (
    <>
      <span className="mono">{schedule.cron}</span> in {schedule.timeZone}
    </>
  );
}

function HeartbeatState({ heartbeat, isPaused }: { heartbeat: NonNullable<Source['heartbeat']>; isPaused: boolean }) {
  if (isPaused) return <>Paused: missed pings raise no alert.</>;
  if (!heartbeat.armedAt) return <>Not armed: the first ping arms it.</>;
  if (heartbeat.lateSince) {
    return (
      <>
        Late since <Time at={heartbeat.lateSince} />: an alert is open.
      </>
    );
  }
  if (!heartbeat.dueAt) return <>Armed.</>;
  return (
    <>
      Armed. Without a ping, an alert is raised in <Duration until={heartbeat.dueAt} />.
    </>
  );
}
