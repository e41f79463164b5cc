import { getTeam } from '../../../contract/directory/teams.ts';
import { listHolidays } from '../../../contract/respond/schedules/calendars.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { hoursText } from './hours-text.ts';

/** The working hours that a policy takes from a team, as they are now; loud where the team has none. */
export function HoursOfTeam({ teamId }: { teamId: number }) {
  const { data: team } = useEndpoint(getTeam, { params: { id: teamId } });
  const { data: holidays } = useEndpoint(listHolidays, { params: { id: teamId } });
  if (!team) return null;
  const link = <a href={paths.team(teamId)}>{team.name}</a>;
  if (!team.workingHours) {
    return (
      <strong>
        <Glyph name="triangle" label="Warning" /> {link} has no working hours: nothing waits, and no branch for certain
        hours applies.
      </strong>
    );
  }
  const next = holidays?.items[0];
  return (
    <>
      Working hours of {link}: {hoursText(team.workingHours)}
      {next ? `; days off as in its calendars, next ${next.date} (${next.name}).` : '; no holidays in its calendars.'}
    </>
  );
}
