import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import {
  type PlaybookReaders,
  readPlaybook,
  readPlaybookReaders,
  updatePlaybookReaders,
} from '../../../contract/program/playbook.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { MultiPicker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { Loaded } from '../loaded.tsx';
import styles from './playbook.module.css';
import { playbookParents } from './version-screen.tsx';

/** Who should read the playbook, and team by team who has not confirmed the version published last. */
export function PlaybookReadersScreen() {
  const answer = useEndpoint(readPlaybookReaders, {}, { follows: ['playbook', 'program', 'person', 'team'] });
  return (
    <>
      <PageHeader
        title="Who has read the playbook"
        parents={playbookParents}
        actions={
          <Button component="a" variant="default" href="/api/v1/program/playbook/readers.csv" download>
            Export CSV
          </Button>
        }
      >
        A confirmation holds for one version. Whoever is missing is reminded once a week, unless they turned that off.
      </PageHeader>
      <Loaded answer={answer}>
        {(readers) => (
          <>
            <Summary readers={readers} />
            {readers.versionId !== null && (
              <Cards label="Teams">
                {readers.teams.map(({ team, asked, confirmed, missing }) => (
                  <Card key={team?.id ?? 0}>
                    <div>
                      {team ? <a href={paths.team(team.id)}>{team.name}</a> : 'No team'}{' '}
                      <Badge
                        tone={missing.length === 0 ? 'resolved' : 'sev3'}
                        glyph={missing.length === 0 ? 'check' : 'clock'}
                        look="plain"
                      >
                        {confirmed} of {asked}
                      </Badge>
                    </div>
                    {missing.length > 0 && (
                      <div className="muted">
                        Missing: {missing.map(({ name }) => name).join(', ')}
                        {asked - confirmed > missing.length && ` and ${asked - confirmed - missing.length} more`}
                      </div>
                    )}
                  </Card>
                ))}
              </Cards>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

const choices = [
  { value: 'responders', label: 'Everybody who may respond' },
  { value: 'teams', label: 'Members of some teams' },
];

/** How many have confirmed it, and whom it asks: chosen in its place. */
function Summary({ readers }: { readers: PlaybookReaders }) {
  const { who, teamIds, versionId, asked, confirmed, version } = readers;
  const { disabled } = useGuard('program.manage');
  const update = useAction(updatePlaybookReaders, { changes: [readPlaybookReaders, readPlaybook, readProgram] });
  // Until the first team is chosen, nothing is saved.
  const [isChoosing, setChoosing] = useState(false);
  const save = (ids: number[]) => {
    setChoosing(false);
    const body = { who: ids.length > 0 ? ('teams' as const) : ('responders' as const), teamIds: ids };
    update.mutate({ body, ifMatch: version });
  };
  const shown = isChoosing ? 'teams' : who;
  return (
    <div className={styles.status}>
      <strong>
        {versionId === null
          ? 'No version is published yet.'
          : `${confirmed} of ${asked} ${asked === 1 ? 'person has' : 'people have'} confirmed version ${versionId}`}
      </strong>
      {versionId === null && (
        <span className="muted">
          Choose who should read it, then publish one in the <a href={paths.playbook()}>playbook</a>.
        </span>
      )}
      <Select
        label="Who should read it"
        allowDeselect={false}
        w={280}
        data={choices}
        disabled={disabled}
        value={shown}
        onChange={(value) => (value === 'teams' ? setChoosing(true) : save([]))}
      />
      {shown === 'teams' && (
        <MultiPicker
          of="teams"
          label="Teams"
          w={280}
          disabled={disabled}
          value={teamIds.map(String)}
          onChange={(ids) => save(ids.map(Number))}
        />
      )}
    </div>
  );
}
