import { Select } from '@mantine/core';
import { readTestPageSettings, updateTestPageSettings } from '../../../contract/respond/pages/test-pages.ts';
import { listPeopleReadiness } from '../../../contract/respond/readiness.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useCanMail } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { showToast } from '../../ui/screen/toasts.ts';

const off = 'off';
const usual = [30, 60, 90, 180];

/** Chooses after how many days people are asked to prove again that pages reach them. */
export function TestPageReminders() {
  const { data, error, refetch } = useEndpoint(readTestPageSettings, {}, { follows: ['setting'] });
  const guard = useGuard('oncall.manage', 'everything');
  const canMail = useCanMail();
  const update = useAction(updateTestPageSettings, {
    changes: [readTestPageSettings, listPeopleReadiness],
    done: ({ remindAfterDays }) =>
      showToast(remindAfterDays === null ? 'Reminders are off.' : `A test page is due every ${remindAfterDays} days.`),
  });
  if (!data) return error ? <ErrorState error={error} retry={() => void refetch()} /> : null;
  const days = [...new Set([...usual, ...(data.remindAfterDays === null ? [] : [data.remindAfterDays])])];
  return (
    <Select
      label="A test page is due after"
      description={
        canMail
          ? 'Whoever has not acknowledged one for so long gets an e-mail once a week.'
          : 'Whoever has not acknowledged one for so long is shown here; without a mail server, nobody gets a reminder.'
      }
      data={[
        { value: off, label: 'Never: no reminders' },
        ...days.toSorted((a, b) => a - b).map((each) => ({ value: String(each), label: `${each} days` })),
      ]}
      allowDeselect={false}
      disabled={update.isPending || guard.disabled === true}
      maw={420}
      mb="md"
      value={data.remindAfterDays === null ? off : String(data.remindAfterDays)}
      onChange={(value) =>
        update.mutate(
          { body: { remindAfterDays: value === off ? null : Number(value) }, ifMatch: data.version },
          { onError: (failure) => showToast(failure.message, { tone: 'failed' }) },
        )
      }
    />
  );
}
