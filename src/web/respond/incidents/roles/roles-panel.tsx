import { Button, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import {
  acceptIncidentRole,
  renounceIncidentRole,
  takeIncidentRole,
  withdrawIncidentRoleOffer,
} from '../../../../contract/respond/incidents/roles.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { isOver } from '../../../../domain/respond/incidents/lifecycle.ts';
import { type RoleKey, roles } from '../../../../domain/respond/incidents/roles.ts';
import { usePerson } from '../../../data/session.ts';
import { useGuard } from '../../../directory/may.ts';
import { PersonName } from '../../../directory/person-mark.tsx';
import { useCommands } from '../../../keys/commands.ts';
import { KeyCaps } from '../../../keys/key-caps.tsx';
import { paths } from '../../../paths.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Duration } from '../../../ui/time/time.tsx';
import styles from '../room/room.module.css';
import { useDrillOf } from '../room/use-drill-of.ts';
import { useRoomAction } from '../room/use-room.ts';
import { CallForm } from './call-form.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { isSingle, roleName, rolePurpose } from './role-words.ts';
import { StopObserving } from './stop-observing.tsx';

type Holding = IncidentRoom['roles'][number];

/** Who does what. An empty role that the severity asks for can be taken with one click. */
export function RolesPanel({ room }: { room: IncidentRoom }) {
  const me = usePerson();
  const guard = useGuard('incidents.respond');
  const drill = useDrillOf(room);
  // Whoever observes a drill takes no role in it.
  const observed = drill?.observes ? drill : null;
  const [handedOver, setHandedOver] = useState<RoleKey | null>(null);
  const [isCalling, setCalling] = useState(false);
  const take = useRoomAction(takeIncidentRole);
  const takeRole = (role: RoleKey, replacesPersonId?: number) =>
    take.mutate({ params: { id: room.id }, body: { role, replacesPersonId } });
  const commander = room.roles.find(({ role }) => role === 'commander');
  const mayTakeCommand = !guard.disabled && !observed && commander?.person.id !== me?.id;
  useCommands([
    ...(mayTakeCommand
      ? [{ label: 'Take command', keys: 'shift+m', run: () => takeRole('commander', commander?.person.id) }]
      : []),
    ...(guard.disabled ? [] : [{ label: 'Page someone into the incident', run: () => setCalling(true) }]),
  ]);
  // What is over needs nobody any more.
  const wanted = isOver(room.lifecycle) ? [] : room.missingRoles;
  const unheld = roles.filter(
    ({ key, single }) =>
      !room.missingRoles.includes(key) &&
      !room.roles.some(({ role, person }) => role === key && (single || person.id === me?.id)),
  );
  return (
    <Panel
      title="Roles"
      actions={
        <Button variant="default" size="compact-xs" onClick={() => setCalling(true)} {...guard}>
          Page someone
        </Button>
      }
    >
      {observed && !isOver(room.lifecycle) && (
        <p className={styles.observes}>
          <span>
            You observe <a href={paths.drill(observed.id)}>this drill</a>, and observers take no role.
          </span>
          <StopObserving drillId={observed.id} />
        </p>
      )}
      <ul className={styles.rows}>
        {room.roles.map((holding) => (
          <HeldRole
            key={`${holding.role}${holding.person.id}`}
            holding={holding}
            incidentId={room.id}
            endedAt={isOver(room.lifecycle) ? (room.instants.resolvedAt ?? room.instants.closedAt) : null}
            take={observed ? null : () => takeRole(holding.role, holding.person.id)}
            handOver={() => setHandedOver(holding.role)}
          />
        ))}
        {wanted.map((role) => (
          <li key={role}>
            <span data-tip={rolePurpose(role)}>{roleName(role)}</span>
            <span className={styles.rowEnd}>
              <span className={styles.wanted}>Unassigned</span>
              {!observed && (
                <Button variant="default" size="compact-xs" onClick={() => takeRole(role)} {...guard}>
                  Take role {role === 'commander' && <KeyCaps keys="shift+m" />}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {unheld.length > 0 && !observed && (
        <Menu>
          <Menu.Target>
            <Button variant="subtle" color="gray" size="compact-xs" justify="start" {...guard}>
              Take another role
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {unheld.map(({ key, name }) => (
              <Menu.Item key={key} onClick={() => takeRole(key)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <HandOverForm room={room} role={handedOver} close={() => setHandedOver(null)} />
      <CallForm incidentId={room.id} opened={isCalling} close={() => setCalling(false)} />
    </Panel>
  );
}

type HeldRoleProps = {
  holding: Holding;
  incidentId: number;
  /** When the incident ended: nobody's time in a role runs on. */
  endedAt: string | null;
  /** Null: whoever looks takes no role. */
  take: (() => void) | null;
  handOver: () => void;
};

function HeldRole({ holding, incidentId, endedAt, take, handOver }: HeldRoleProps) {
  const { role, person, offeredTo, assumedAt } = holding;
  const me = usePerson();
  const guard = useGuard('incidents.respond');
  const accept = useRoomAction(acceptIncidentRole);
  const withdraw = useRoomAction(withdrawIncidentRoleOffer);
  const renounce = useRoomAction(renounceIncidentRole);
  const params = { id: incidentId, role };
  const isOfferedToMe = offeredTo !== null && offeredTo.id === me?.id;
  return (
    <li>
      <span className={styles.roleWords}>
        <span className="muted" data-tip={rolePurpose(role)}>
          {roleName(role)}
        </span>
        <PersonName name={person.name} href={paths.person(person.id)} />
        <span className="muted">
          for{' '}
          {endedAt ? (
            <Duration seconds={(Date.parse(endedAt) - Date.parse(assumedAt)) / 1000} />
          ) : (
            <Duration since={assumedAt} />
          )}
        </span>
        {offeredTo && (
          <span className={styles.offer}>
            Offered to {isOfferedToMe ? 'you' : offeredTo.name}
            {isOfferedToMe && (
              <Button size="compact-xs" onClick={() => accept.mutate({ params })}>
                Accept
              </Button>
            )}
            <Button variant="default" size="compact-xs" onClick={() => withdraw.mutate({ params })} {...guard}>
              {isOfferedToMe ? 'Decline' : 'Withdraw'}
            </Button>
          </span>
        )}
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-label={`${roleName(role)}: ${person.name}`}
            {...guard}
          >
            <Ellipsis size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {isSingle(role) && <Menu.Item onClick={handOver}>Hand over</Menu.Item>}
          {take && person.id !== me?.id && <Menu.Item onClick={take}>Take over from {person.name}</Menu.Item>}
          <Menu.Item onClick={() => renounce.mutate({ params: { ...params, personId: person.id } })}>
            {person.id === me?.id ? 'Step down' : 'Remove from role'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
