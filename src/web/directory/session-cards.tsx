import { Button } from '@mantine/core';
import type { BrowserSession } from '../../contract/directory/session.ts';
import { Card, Cards } from '../ui/screen/section.tsx';
import { Time } from '../ui/time/time.tsx';
import { deviceWords } from './device-words.ts';

type SessionCardsProps = { label: string; sessions: BrowserSession[]; end?: (session: BrowserSession) => void };

/** The browsers that are signed in as somebody: which, since when and from where. */
export function SessionCards({ label, sessions, end }: SessionCardsProps) {
  return (
    <Cards label={label}>
      {sessions.map((session) => (
        <Card
          key={session.id}
          actions={
            session.isCurrent ? (
              <span className="muted">This browser</span>
            ) : (
              end && (
                <Button
                  variant="default"
                  aria-label={`Sign out ${deviceWords(session.device)}`}
                  onClick={() => end(session)}
                >
                  Sign out
                </Button>
              )
            )
          }
        >
          <strong>{deviceWords(session.device)}</strong>
          <span className="muted">
            Last used <Time at={session.lastSeenAt} />
            {session.network && (
              <>
                {' '}
                from <span className="mono">{session.network}</span>
              </>
            )}
            . Signed in <Time at={session.createdAt} />.
          </span>
        </Card>
      ))}
    </Cards>
  );
}
