import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listSkills, type TeamSkills } from '../../../contract/program/skills.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { Picker } from '../../directory/picker.tsx';
import { DataTable } from '../../measure/charts/chart-figure.tsx';
import { paths, withSearch } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { programParents } from '../parents.ts';
import { CertificateBadge } from './certificate-badge.tsx';
import styles from './skills.module.css';

const parents = [...programParents, { label: 'Training', href: paths.training() }];

/** Team by team: who holds which certificate, and what is missing. */
export function SkillsScreen() {
  const { team } = useSearch({ from: '/app/program/training/skills' });
  const navigate = useNavigate();
  const query = team === undefined ? {} : { teamId: team };
  const skills = usePagedEndpoint(listSkills, { query }, { follows: ['program', 'person', 'team', 'schedule'] });
  const choose = (teamId: number | null) =>
    void navigate({ to: '/program/training/skills', search: teamId === null ? {} : { team: teamId }, replace: true });
  return (
    <>
      <PageHeader
        word="certificate"
        title="Skills by team"
        parents={parents}
        actions={
          <Button component="a" variant="default" href={withSearch('/api/v1/program/skills.csv', query)} download>
            Export CSV
          </Button>
        }
      >
        Who holds which certificate, and what each team lacks.
      </PageHeader>
      <div className={styles.filter}>
        <Picker
          of="teams"
          label="Team"
          placeholder="All teams"
          clearable
          value={idText(team ?? null)}
          onChange={(value) => choose(idOf(value))}
        />
      </div>
      {skills.isPending && <LoadingRows rows={8} />}
      {skills.error && <ErrorState error={skills.error} retry={skills.retry} />}
      {!skills.isPending && !skills.error && skills.rows.length === 0 && (
        <EmptyState kind="cleared">No teams yet. Create one under Teams.</EmptyState>
      )}
      {skills.rows.map((each) => (
        <Team key={each.teamId} team={each} />
      ))}
      {skills.loadMore && (
        <Button variant="default" loading={skills.isLoadingMore} onClick={skills.loadMore}>
          Load more
        </Button>
      )}
    </>
  );
}

function Team({ team }: { team: TeamSkills }) {
  const { teamName, onCall, commanders, gaps, courses, people, morePeople } = team;
  return (
    <Section
      title={teamName}
      actions={
        <a className={styles.link} href={paths.team(team.teamId)}>
          Open team
        </a>
      }
    >
      <p className={styles.counts}>
        {onCall.people === 0
          ? 'Nobody is on call'
          : `${onCall.certified} of ${onCall.people} on call ${onCall.certified === 1 ? 'holds' : 'hold'} ${courses[0]!.title}`}
        {' · '}
        {commanders === 0
          ? 'no certified commander'
          : `${commanders} certified ${commanders === 1 ? 'commander' : 'commanders'}`}
      </p>
      {gaps.length > 0 && (
        <ul className={styles.gaps} aria-label={`Gaps of ${teamName}`}>
          {gaps.map(({ key, text }) => (
            <li key={key}>
              <Badge
                tone={key === 'expiring' ? 'sev3' : 'sev2'}
                glyph={key === 'expiring' ? 'clock' : 'triangle'}
                look="plain"
              >
                {text}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      {people.length === 0 ? (
        <p className="muted">Nobody is in this team or on call for it.</p>
      ) : (
        <DataTable
          caption={`Certificates of ${teamName}`}
          isText
          head={['Person', ...courses.map(({ title }) => title)]}
          rows={people.map((person) => ({
            key: person.personId,
            cells: [
              <PersonCell key="person" person={person} />,
              ...courses.map(({ key }) => <SkillCell key={key} person={person} courseKey={key} />),
            ],
          }))}
        />
      )}
      {morePeople > 0 && <p className="muted">{morePeople} more people are counted and in the CSV.</p>}
    </Section>
  );
}

type Person = TeamSkills['people'][number];

function PersonCell({ person: { personId, personName, isMember, isOnCall } }: { person: Person }) {
  const words = [isOnCall && 'on call', !isMember && 'not a member'].filter(Boolean).join(', ');
  return (
    <>
      <a href={paths.person(personId)}>{personName}</a>
      {words !== '' && <span className={`muted ${styles.small}`}>{words}</span>}
    </>
  );
}

function SkillCell({ person, courseKey }: { person: Person; courseKey: string }) {
  const held = person.certificates.find((certificate) => certificate.courseKey === courseKey);
  if (!held) return <span className="muted">None</span>;
  return (
    <div>
      <CertificateBadge state={held.state} />
      <span className={`muted ${styles.small}`}>
        {held.state === 'expired' ? 'on' : 'until'} {dayOf(held.expiresAt)}
      </span>
    </div>
  );
}
