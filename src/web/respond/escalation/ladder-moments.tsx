import type { LadderPreview } from '../../../contract/respond/escalation-policies.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { useChannelNouns } from '../../directory/channels/use-channels.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { momentText } from '../schedules/local-time.ts';
import styles from './ladder.module.css';

/** Who would be asked when, moment by moment, if nobody acknowledged. */
export function LadderMoments({ preview }: { preview: LadderPreview }) {
  const nounOf = useChannelNouns();
  const zone = displayZone();
  const beganMs = Date.parse(preview.moments[0]?.at ?? '');
  return (
    <>
      {preview.branch && (
        <p>
          {preview.branch.name === null ? 'No branch matches: these are' : `Branch “${preview.branch.name}”`}
          {preview.branch.name === null ? ' the steps for all other pages.' : ` (${preview.branch.because}).`}
        </p>
      )}
      {preview.waits && (
        <p>
          <strong>
            {preview.waits.because === 'working_hours' ? 'It waits for working hours' : 'It has time to end by itself'}
          </strong>
          : nobody is notified until {momentText(Date.parse(preview.waits.until), zone)}.
        </p>
      )}
      <ol className={styles.moments} aria-label="Who would be notified">
        {preview.moments.map(({ at, notifications, posts, calls, turns, unreachable, emptyTargets, exhausted }) => {
          const afterSeconds = (Date.parse(at) - beganMs) / 1000;
          return (
            <li key={at}>
              <strong>{momentText(Date.parse(at), zone)}</strong>{' '}
              <span className="muted">
                {afterSeconds === 0 ? 'immediately' : `after ${durationText(afterSeconds)}`}
              </span>
              <ul>
                {notifications.map((each) => (
                  <li key={`${each.personId} ${each.channel} ${each.delaySeconds} ${each.stepIndex} ${each.round}`}>
                    {each.personName} by {nounOf(each.channel)}
                    {each.delaySeconds > 0 && `, ${durationText(each.delaySeconds)} later by personal rule`}
                    {each.problem !== null && (
                      <>
                        : <strong>would not arrive, {each.problem}</strong>
                      </>
                    )}
                  </li>
                ))}
                {posts.map(({ room, channel, stepIndex, round }) => (
                  <li key={`post ${room} ${channel} ${stepIndex} ${round}`} className="muted">
                    Posts to {room} in {nounOf(channel)}
                  </li>
                ))}
                {calls.map(({ webhook, stepIndex, round }) => (
                  <li key={`call ${webhook} ${stepIndex} ${round}`} className="muted">
                    Calls {webhook}
                  </li>
                ))}
                {turns.map(({ personId, personName, ofCount, stepIndex }) => (
                  <li key={`turn ${personId} ${stepIndex}`} className="muted">
                    It is the turn of {personName}, one of {ofCount}
                  </li>
                ))}
                {notifications.length + unreachable.length + emptyTargets.length === 0 && !exhausted && (
                  <li>Nobody yet</li>
                )}
                {unreachable.map(({ personId, personName }) => (
                  <li key={`unreachable ${personId}`}>
                    <strong>{personName} cannot be reached:</strong> no verified contact method
                  </li>
                ))}
                {emptyTargets.map(({ target, stepIndex, round }) => (
                  <li key={`empty ${target.kind} ${target.id} ${target.who} ${stepIndex} ${round}`}>
                    <strong>{target.name ?? 'A deleted target'}</strong> has nobody at that time
                  </li>
                ))}
                {exhausted && <li>The escalation ends here; nobody else is notified.</li>}
              </ul>
            </li>
          );
        })}
      </ol>
      {preview.moments.length === 0 && <p>Nobody would be notified.</p>}
      {preview.truncated && <p className="muted">It continues; only the beginning is shown.</p>}
    </>
  );
}
