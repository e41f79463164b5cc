import { Button, Checkbox } from '@mantine/core';
import {
  approvePostmortem,
  getContributingFactors,
  getPostmortem,
  listPostmortems,
  type Postmortem,
  updatePostmortem,
} from '../../../contract/postmortems.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { MultiPicker, Picker } from '../../directory/picker.tsx';
import { onRefusal } from '../../respond/incidents/use-room.ts';
import { Panel } from '../../ui/panel.tsx';
import { SearchMultiSelect } from '../../ui/search-select.tsx';
import { Time } from '../../ui/time.tsx';
import styles from '../learn.module.css';

const changes = [getPostmortem, listPostmortems];

/** What stands beside the text: owner, reviewers, contributing factors. Each is saved as it is chosen. */
export function PeoplePanel({ postmortem }: { postmortem: Postmortem }) {
  const guard = useGuard('incidents.respond');
  const factors = useEndpoint(getContributingFactors, {}).data?.factors ?? [];
  const update = useAction(updatePostmortem, { changes });
  const params = { id: postmortem.id };
  const save = (body: Parameters<typeof update.mutate>[0]['body']) => update.mutate({ params, body }, onRefusal);
  const isFixed = guard.disabled || postmortem.state === 'completed';
  const offered = factors.filter(({ key, isRetired }) => !isRetired || postmortem.factorKeys.includes(key));
  return (
    <Panel title="Facts beside the text">
      <Picker
        label="Owner"
        clearable
        disabled={isFixed}
        of="people"
        value={idText(postmortem.owner?.id ?? null)}
        onChange={(id) => save({ ownerId: idOf(id) })}
      />
      <SearchMultiSelect
        label="Contributing factors"
        description="Usually several; none of them is a person"
        disabled={isFixed}
        data={offered.map(({ key, name }) => ({ value: key, label: name }))}
        value={postmortem.factorKeys}
        onChange={(factorKeys) => save({ factorKeys })}
      />
      <MultiPicker
        label="Reviewers"
        description="Each of them approves before it is completed"
        disabled={isFixed}
        of="people"
        value={postmortem.reviewers.map(({ person }) => String(person.id))}
        onChange={(ids) => save({ reviewerIds: ids.map(Number) })}
      />
      <Reviews postmortem={postmortem} />
      <Checkbox
        label="Everything was down for everybody"
        disabled={isFixed}
        checked={postmortem.isFullImpact}
        onChange={(event) => save({ isFullImpact: event.currentTarget.checked })}
      />
    </Panel>
  );
}

function Reviews({ postmortem }: { postmortem: Postmortem }) {
  const me = usePerson();
  const approve = useAction(approvePostmortem, { changes });
  if (postmortem.reviewers.length === 0) return null;
  return (
    <ul className={styles.list}>
      {postmortem.reviewers.map(({ person, approvedAt, approvedVersion }) => (
        <li key={person.id} className={styles.row}>
          <span>
            {person.name}:{' '}
            {approvedAt ? (
              <>
                approved version {approvedVersion}, <Time at={approvedAt} />
              </>
            ) : (
              <span className="muted">has not approved yet</span>
            )}
          </span>
          {person.id === me?.id && postmortem.state === 'in_review' && approvedVersion !== postmortem.version && (
            <Button
              size="compact-xs"
              onClick={() =>
                approve.mutate({ params: { id: postmortem.id }, body: { version: postmortem.version } }, onRefusal)
              }
            >
              Approve version {postmortem.version}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
