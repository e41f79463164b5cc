import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  addUserGroup,
  listUserGroups,
  removeUserGroup,
  type UserGroup,
} from '../../../contract/respond/schedules/user-groups.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';

const changes = [listUserGroups];

/** Groups of chats whose members are whoever is on call here; nothing where no provider has groups. */
export function UserGroupsSection({ scheduleId }: { scheduleId: number }) {
  const guard = useGuard('oncall.manage');
  const [isAdding, setAdding] = useState(false);
  const params = { id: scheduleId };
  const { data, error, refetch } = useEndpoint(listUserGroups, { params }, { follows: ['person', 'provider'] });
  const add = useAction(addUserGroup, { changes });
  const remove = useAction(removeUserGroup, { changes });
  const takeAway = async ({ id, provider, groupId }: UserGroup) => {
    try {
      await remove.mutateAsync({ params: { ...params, userGroupId: id } });
      showUndo('User group removed.', () => add.mutate({ params, body: { providerId: provider.id, groupId } }));
    } catch (refusal) {
      sayRefusal(refusal);
    }
  };
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data || (data.providers.length === 0 && data.items.length === 0)) return null;
  const chosen = (id: string | null) => data.providers.find((each) => String(each.id) === id);
  return (
    <Section
      title="User groups"
      actions={
        <Button variant="default" {...guard} onClick={() => setAdding(true)}>
          Add a user group
        </Button>
      }
    >
      <p className="muted">
        Whoever mentions the group in the chat reaches who is on call now. Its members are replaced at each change of
        shift.
      </p>
      {data.items.length > 0 && (
        <Cards label="User groups">
          {data.items.map((group) => (
            <Card
              key={group.id}
              actions={
                <Button variant="default" {...guard} onClick={() => void takeAway(group)}>
                  Remove<span className="visually-hidden"> the user group {group.groupId}</span>
                </Button>
              }
            >
              <strong>
                {group.groupId}, {group.provider.name}
              </strong>
              <span className="muted">
                {group.setAt === null ? (
                  'Not set yet'
                ) : (
                  <>
                    Members set <Time at={group.setAt} />
                  </>
                )}
              </span>
              {group.problem !== null && <span role="alert">{group.problem}</span>}
              {group.unlinked.length > 0 && (
                <span role="alert">
                  On call without a linked account, so not in the group:{' '}
                  {group.unlinked.map(({ name }) => name).join(', ')}.
                </span>
              )}
            </Card>
          ))}
        </Cards>
      )}
      <FormDrawer
        title="Add a user group"
        opened={isAdding}
        close={() => setAdding(false)}
        submitLabel="Add"
        initialValues={{ providerId: data.providers[0] ? String(data.providers[0].id) : null, groupId: '' }}
        validate={({ providerId, groupId }) => ({
          ...(providerId === null && { providerId: 'Choose a provider.' }),
          ...(groupId.trim() === '' && { groupId: 'Enter the ID of the group.' }),
        })}
        submit={({ providerId, groupId }, { idempotencyKey }) =>
          add.mutateAsync({ params, body: { providerId: Number(providerId), groupId }, idempotencyKey })
        }
      >
        {(form) => (
          <>
            <Select
              label="Provider"
              required
              allowDeselect={false}
              data={data.providers.map(({ id, name }) => ({ value: String(id), label: name }))}
              {...form.getInputProps('providerId')}
            />
            <TextInput
              label="Group ID"
              required
              data-autofocus
              placeholder={chosen(form.values.providerId)?.placeholder}
              description={chosen(form.values.providerId)?.help}
              {...form.getInputProps('groupId')}
            />
          </>
        )}
      </FormDrawer>
    </Section>
  );
}
