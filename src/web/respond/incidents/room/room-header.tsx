import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PublicUpdate } from '../../../../contract/communicate/public-updates.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { useMay } from '../../../data/session.ts';
import { useGuard } from '../../../directory/may.ts';
import { PersonMark } from '../../../directory/person-mark.tsx';
import { useCommands } from '../../../keys/commands.ts';
import { KeyCaps } from '../../../keys/key-caps.tsx';
import { paths } from '../../../paths.ts';
import { Glyph } from '../../../ui/screen/glyphs.tsx';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { SeverityBadge } from '../../../ui/screen/severity-badge.tsx';
import { StateBadge } from '../../../ui/screen/state-badge.tsx';
import { OutsideLink } from '../../../ui/text/outside-link.tsx';
import { KindBadge } from '../kind-badge.tsx';
import { Clocks } from './clocks.tsx';
import { LifecycleStepper } from './lifecycle-stepper.tsx';
import { MoveForm, type MoveTarget } from './move-form.tsx';
import styles from './room.module.css';
import { SeverityForm } from './severity-form.tsx';
import { usePresence } from './use-room.ts';

const parents = [{ label: 'Incidents', href: paths.incidents() }];

type RoomHeaderProps = { room: IncidentRoom; reviewPublic: (update: PublicUpdate) => void };

export function RoomHeader({ room, reviewPublic }: RoomHeaderProps) {
  const guard = useGuard('incidents.respond');
  const [target, setTarget] = useState<MoveTarget | null>(null);
  const [isRating, setRating] = useState(false);
  const present = usePresence(room.id, room.present);
  const isOver = room.lifecycle === 'resolved' || room.lifecycle === 'closed';
  const mayDraw = useMay('program.manage') && isOver && (room.kind === 'real' || room.kind === 'imported');
  const mayResolve = !guard.disabled && room.nextLifecycles.includes('resolved');
  useCommands([
    ...(guard.disabled ? [] : [{ label: 'Change severity', keys: 'v', run: () => setRating(true) }]),
    ...(mayResolve ? [{ label: 'Resolve incident', keys: 'r', run: () => setTarget('resolved') }] : []),
  ]);
  return (
    <>
      <PageHeader
        word="incident"
        title={`${room.key} ${room.title}`}
        parents={parents}
        beside={
          <>
            <SeverityBadge severity={room.severity} look="solid" />
            <StateBadge state={room.lifecycle} />
            <KindBadge kind={room.kind} />
          </>
        }
        actions={
          <>
            {mayDraw && (
              <Button variant="default" component="a" href={paths.scenarioFrom(room.id)}>
                Make a drill of it
              </Button>
            )}
            <Button
              variant="default"
              onClick={() => setRating(true)}
              rightSection={<KeyCaps keys="v" />}
              aria-keyshortcuts="V"
              {...guard}
            >
              Severity
            </Button>
            {room.nextLifecycles.includes('resolved') && (
              <Button
                onClick={() => setTarget('resolved')}
                rightSection={<KeyCaps keys="r" />}
                aria-keyshortcuts="R"
                {...guard}
              >
                Resolve
              </Button>
            )}
          </>
        }
      />
      <div className={styles.band}>
        <LifecycleStepper room={room} choose={setTarget} guard={guard} />
        <Clocks room={room} />
        <div className={styles.here}>
          {room.conferenceUrl && room.lifecycle !== 'closed' && (
            <OutsideLink href={room.conferenceUrl} text="Join conference" />
          )}
          {room.isSeverityDisputed && (
            <span className={styles.flag}>
              <Glyph name="target" /> Severity flagged for review
            </span>
          )}
          <ul className={styles.present} aria-label="People here now">
            {present.map(({ person }) => (
              <li key={person.id} data-tip={`${person.name} is here`}>
                <PersonMark name={person.name} />
                <span className="visually-hidden">{person.name}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <SeverityForm room={room} opened={isRating} close={() => setRating(false)} />
      <MoveForm room={room} to={target} close={() => setTarget(null)} drafted={reviewPublic} />
    </>
  );
}
