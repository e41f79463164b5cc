import { Button, Checkbox } from '@mantine/core';
import {
  approvePostmortem,
  type BesideText,
  getContributingFactors,
  getPostmortem,
  listPostmortems,
  type Postmortem,
  updatePostmortem,
} from '../../../../contract/learn/postmortems.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { usePerson } from '../../../data/session.ts';
import { idOf, idText } from '../../../directory/choices.ts';
import { useGuard } from '../../../directory/may.ts';
import { MultiPicker, Picker } from '../../../directory/picker.tsx';
import { SearchMultiSelect } from '../../../ui/form/search-select.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from '../../learn.module.css';
import { factorsFieldId } from '../live-blocks.tsx';

const changes = [getPostmortem, listPostmortems];

/** The properties next to the text: owner, reviewers, contributing factors. Each is saved as it is chosen. */
export function PeoplePanel({ postmortem }: { postmortem: Postmortem }) {
  const guard = useGuard('incidents.respond');
  const factors = useEndpoint(getContributingFactors, {}).data?.factors ?? [];
  const update = useAction(updatePostmortem, { changes });
  const params = { id: postmortem.id };
  // With what was seen: what others chose meanwhile stays chosen.
  const save = (body: BesideText, seen: BesideText) => update.mutate({ params, body: { ...body, seen } });
  const reviewerIds = postmortem.reviewers.map(({ person }) => person.id);
  const isFixed = guard.disabled || postmortem.state === 'completed';
  const offered = factors.filter(({ key, isRetired }) => !isRetired || postmortem.factorKeys.includes(key));
  return (
    <Panel title="Properties">
      <Picker
        label="Owner"
        clearable
        disabled={isFixed}
        of="people"
        value={idText(postmortem.owner?.id ?? null)}
        onChange={(id) => save({ ownerId: idOf(id) }, { ownerId: postmortem.owner?.id ?? null })}
      />
      <SearchMultiSelect
        id={factorsFieldId}
        label="Contributing factors"
        description="Usually several, and never a person"
        disabled={isFixed}
        data={offered.map(({ key, name }) => ({ value: key, label: name }))}
        value={postmortem.factorKeys}
        onChange={(factorKeys) => save({ factorKeys }, { factorKeys: postmortem.factorKeys })}
      />
      <MultiPicker
        label="Reviewers"
        description="Each must approve before completion"
        disabled={isFixed}
        of="people"
        value={reviewerIds.map(String)}
        onChange={(ids) => save({ reviewerIds: ids.map(Number) }, { reviewerIds })}
      />
      <Reviews postmortem={postmortem} />
      <Checkbox
        label="Complete outage for everyone"
        disabled={isFixed}
        checked={postmortem.isFullImpact}
        onChange={(event) =>
          save({ isFullImpact: event.currentTarget.checked }, { isFullImpact: postmortem.isFullImpact })
        }
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
              <span className="muted">not approved yet</span>
            )}
          </span>
          {person.id === me?.id && postmortem.state === 'in_review' && approvedVersion !== postmortem.version && (
            <Button
              size="compact-xs"
              onClick={() => approve.mutate({ params: { id: postmortem.id }, body: { version: postmortem.version } })}
            >
              Approve version {postmortem.version}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
