import { Button } from '@mantine/core';
import {
  delayDrillInject,
  restoreDrillInject,
  skipDrillInject,
  tellDrillInject,
} from '../../../contract/program/drill-console.ts';
import type { Drill } from '../../../contract/program/drills.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { drillChanges as changes } from './drill-changes.ts';
import styles from './drill-console.module.css';

/** What comes, in its order; while the drill runs its leader announces, moves and skips. */
export function InjectsPanel({ drill }: { drill: Drill }) {
  if (drill.injects.length === 0) return null;
  return (
    <Panel title="Injects">
      <Cards label="Injects">
        {drill.injects.map((inject) => (
          <Card
            key={inject.position}
            actions={
              drill.mayLead &&
              drill.state === 'running' &&
              inject.toldAt === null && <InjectButtons drill={drill} inject={inject} />
            }
          >
            <span className={inject.skippedAt && !inject.toldAt ? styles.skipped : undefined}>{inject.tell}</span>
            <span className="muted">
              {stateOf(inject)}
              {inject.hope && ` · expected: ${inject.hope}`}
            </span>
            {inject.signal && (
              <span className="muted">
                Signal: {inject.signal.state}, {inject.signal.severity}: {inject.signal.title}
              </span>
            )}
            {inject.signalProblem && (
              <Badge tone="sev2" glyph="triangle" look="plain">
                {inject.signalProblem}
              </Badge>
            )}
          </Card>
        ))}
      </Cards>
    </Panel>
  );
}

type Inject = Drill['injects'][number];

function stateOf({ atMinute, toldAt, toldSecond, skippedAt, isAdded }: Inject): string {
  const added = isAdded ? ', added' : '';
  if (toldAt) return `announced at minute ${toldSecond === null ? atMinute : Math.floor(toldSecond / 60)}${added}`;
  return `minute ${atMinute}${added}${skippedAt ? ', skipped' : ''}`;
}

function InjectButtons({ drill, inject }: { drill: Drill; inject: Inject }) {
  const tell = useAction(tellDrillInject, { changes });
  const delay = useAction(delayDrillInject, { changes });
  const restore = useAction(restoreDrillInject, { changes });
  const params = { id: drill.id, position: inject.position };
  const skip = useAction(skipDrillInject, {
    changes,
    done: () => showUndo('Inject skipped.', () => restore.mutate({ params })),
  });
  const of = `inject ${inject.position + 1}`;
  const later = (minutes: number, undoing = false) =>
    delay.mutate(
      { params, body: { minutes } },
      {
        onSuccess: () => undoing || showUndo(`Inject moved by ${minutes} minutes.`, () => later(-minutes, true)),
      },
    );
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Announce now: ${of}`}
        onClick={() => tell.mutate({ params })}
      >
        Announce now
      </Button>
      {inject.skippedAt ? (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={`Take back in: ${of}`}
          onClick={() => restore.mutate({ params })}
        >
          Take back in
        </Button>
      ) : (
        <>
          <Button variant="subtle" size="compact-sm" aria-label={`Delay ${of} by 5 minutes`} onClick={() => later(5)}>
            +5 min
          </Button>
          <Button variant="subtle" size="compact-sm" aria-label={`Skip ${of}`} onClick={() => skip.mutate({ params })}>
            Skip
          </Button>
        </>
      )}
    </>
  );
}
