import { Button } from '@mantine/core';
import { listPeopleReadiness, type PersonReadiness } from '../../../contract/respond/readiness.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { useChannelNouns } from '../channels/use-channels.ts';
import { PersonName } from '../person-mark.tsx';
import { readinessFollows } from './person-proof.tsx';
import styles from './proof.module.css';
import { ProofLine } from './proof-line.tsx';
import { SendTestPage } from './send-test-page.tsx';

type PeopleReadinessProps = { teamId?: number; result?: 'not-ready'; empty: string };

/** People who can be paged: by what, when that was last proved, and which rule of a team they do not meet. */
export function PeopleReadiness({ teamId, result, empty }: PeopleReadinessProps) {
  const nounOf = useChannelNouns();
  const list = usePagedEndpoint(
    listPeopleReadiness,
    { query: { ...(teamId && { teamId }), ...(result && { result }) } },
    { follows: readinessFollows },
  );
  if (list.error) return <ErrorState error={list.error} retry={list.retry} />;
  if (list.isPending) return <LoadingRows rows={3} />;
  if (list.rows.length === 0) return <EmptyState kind="cleared">{empty}</EmptyState>;
  return (
    <>
      <Cards label="People">
        {list.rows.map((each) => (
          <Card
            key={each.person.id}
            actions={<SendTestPage kind="person" id={each.person.id} name={each.person.name} />}
          >
            <div className={styles.words}>
              <PersonName name={each.person.name} href={paths.person(each.person.id)} />
              <span className="muted">
                {each.channels.length === 0
                  ? 'No contact method works'
                  : `Reached by ${both.format(each.channels.map(({ channel }) => nounOf(channel)))}`}
              </span>
              <ProofLine person={each} />
              <BrokenRules person={each} />
            </div>
          </Card>
        ))}
      </Cards>
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
    </>
  );
}

const both = new Intl.ListFormat('en', { type: 'conjunction' });

/** The rules of teams that somebody does not meet, with what is missing. */
export function BrokenRules({ person }: { person: PersonReadiness }) {
  return person.brokenRules.map(({ team, missing }) => (
    <span key={team.id}>
      <span className={styles.rule}>
        <Glyph name="triangle" />
      </span>{' '}
      Does not meet the rule of <a href={paths.team(team.id)}>{team.name}</a>: needs {both.format(missing)}.
    </span>
  ));
}
