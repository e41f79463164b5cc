import { readCatchAllPolicy, updateCatchAllPolicy } from '../../../contract/escalation-policies.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { showToast } from '../../ui/toasts.ts';
import { WhoIsPaged } from '../coverage/who-is-paged.tsx';
import styles from './ladder.module.css';

/** The policy for alerts without a service, and for services without a policy. */
export function CatchAllPolicy() {
  const { data } = useEndpoint(readCatchAllPolicy, {}, { follows: ['setting', 'escalation_policy'] });
  const guard = useGuard('oncall.manage');
  const update = useAction(updateCatchAllPolicy, {
    changes: [readCatchAllPolicy],
    done: ({ policy }) =>
      showToast(policy ? `${policy.name} is the catch-all policy.` : 'There is no catch-all policy.'),
  });
  return (
    <div className={styles.catchAll}>
      <Picker
        label="Catch-all policy"
        description="Pages for alerts without a service, for services without a policy, and for a commander whom no policy names"
        placeholder="None: such alerts page nobody"
        clearable
        disabled={!data || update.isPending || guard.disabled === true}
        of="policies"
        value={idText(data?.policy?.id ?? null)}
        onChange={(id) =>
          data &&
          update.mutate(
            { body: { policyId: idOf(id) }, ifMatch: data.version },
            { onError: (error) => showToast(error.message, { tone: 'failed' }) },
          )
        }
      />
      <WhoIsPaged kind="catch-all" id={0} here="/escalation-policies" />
    </div>
  );
}
