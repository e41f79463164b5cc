import { Button } from '@mantine/core';
import { getPostmortem, requestPostmortem } from '../../../../contract/learn/postmortems.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { paths } from '../../../paths.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Time } from '../../../ui/time/time.tsx';
import { PostmortemState } from './postmortem-state.tsx';
import styles from './room.module.css';

/** Once it is over: where the postmortem stands. */
export function PostmortemPanel({ room }: { room: IncidentRoom }) {
  const guard = useGuard('incidents.respond');
  const params = { id: room.id };
  const isOver = room.lifecycle === 'resolved' || room.lifecycle === 'closed';
  const { data, error } = useEndpoint(
    getPostmortem,
    { params },
    { enabled: isOver, follows: ['incident'], everySeconds: isOver ? 30 : undefined },
  );
  const request = useAction(requestPostmortem, { changes: [getPostmortem] });
  if (!isOver || (!data && !error)) return null;
  if (!data) {
    return (
      <Panel title="Postmortem">
        <div className={styles.composerEnd}>
          <span className="muted">Not required for this severity.</span>
          <Button variant="default" onClick={() => request.mutate({ params, body: {} })} {...guard}>
            Write one anyway
          </Button>
        </div>
      </Panel>
    );
  }
  return (
    <Panel title="Postmortem">
      <div className={styles.composerEnd}>
        <span className={styles.marks}>
          <PostmortemState state={data.state} />
          <span className="muted">
            {data.owner ? `Owner: ${data.owner.name}` : 'No owner yet'}
            {data.dueAt && data.state !== 'completed' && (
              <span className={data.isOverdue ? styles.late : undefined}>
                , due <Time at={data.dueAt} />
              </span>
            )}
          </span>
        </span>
        <Button component="a" href={paths.postmortem(room.id)}>
          {data.isUntouched ? 'Continue draft' : 'Open postmortem'}
        </Button>
      </div>
    </Panel>
  );
}
