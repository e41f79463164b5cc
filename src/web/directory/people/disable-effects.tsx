import type { Person } from '../../../contract/directory/people.ts';
import { listEscalationPolicies } from '../../../contract/respond/escalation-policies.ts';
import { listOnCall } from '../../../contract/respond/schedules/oncall.ts';
import { listSchedules } from '../../../contract/respond/schedules/schedule.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';

/** What it means that somebody loses access: sessions, shifts and steps that counted on them. */
export function DisableEffects({ person }: { person: Person }) {
  const query = { personId: person.id, limit: 200 };
  const schedules = useEndpoint(listSchedules, { query }).data?.items;
  const onCall = useEndpoint(listOnCall, { query }).data?.items ?? [];
  const policies = useEndpoint(listEscalationPolicies, { query }).data?.items;
  const now = onCall.filter(({ now: first, alsoNow }) => alsoNow.length === 0 && first.personId === person.id);
  const withShifts = schedules ?? [];
  const asking = policies ?? [];
  return (
    <>
      <p>{person.name} is signed out everywhere, loses all API tokens and is no longer paged. Their history stays.</p>
      {now.length > 0 && (
        <p>
          <strong>On call right now</strong> on {now.map(({ scheduleName }) => scheduleName).join(', ')}: this leaves a
          gap immediately.
        </p>
      )}
      {withShifts.length > 0 && (
        <>
          <p>Their shifts on these schedules become gaps, except where others are on call with them:</p>
          <ul>
            {withShifts.map(({ id, name }) => (
              <li key={id}>
                <a href={paths.editSchedule(id)}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {asking.length > 0 && (
        <>
          <p>These escalation policies notify them, by name or as a member of a team, and nobody takes their place:</p>
          <ul>
            {asking.map(({ id, name }) => (
              <li key={id}>
                <a href={paths.editEscalationPolicy(id)}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {schedules && policies && withShifts.length + asking.length === 0 && (
        <p>This person is on no schedule and in no escalation policy.</p>
      )}
    </>
  );
}
