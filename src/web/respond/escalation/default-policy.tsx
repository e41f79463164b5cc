import {
  readDefaultEscalationPolicy,
  updateDefaultEscalationPolicy,
} from '../../../contract/respond/escalation-policies.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import styles from './ladder.module.css';

/** Chooses the policy for alerts without a service, and for services without a policy. */
export function DefaultPolicy() {
  const { data, error, refetch } = useEndpoint(
    readDefaultEscalationPolicy,
    {},
    { follows: ['setting', 'escalationPolicy'] },
  );
  const guard = useGuard('oncall.manage', 'everything');
  const update = useAction(updateDefaultEscalationPolicy, {
    changes: [readDefaultEscalationPolicy],
    done: ({ policy }) =>
      showToast(policy ? `${policy.name} is the default escalation policy.` : 'There is no default escalation policy.'),
  });
  // An empty field would say that there is none.
  if (!data) return error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows rows={2} />;
  return (
    <div className={styles.defaultPolicy}>
      <Picker
        label="Default escalation policy"
        description="Used for alerts whose service has none, for alerts without a service, and to page a commander when no policy is chosen for that"
        // The name of the chosen one may still be on its way.
        placeholder={data.policy ? '' : 'None: these alerts page nobody'}
        clearable
        disabled={update.isPending || guard.disabled === true}
        of="policies"
        value={idText(data.policy?.id ?? null)}
        onChange={(id) =>
          update.mutate(
            { body: { policyId: idOf(id) }, ifMatch: data.version },
            { onError: (error) => showToast(error.message, { tone: 'failed' }) },
          )
        }
      />
      <WhoIsPaged kind="default-policy" id={0} here="/escalation-policies" />
    </div>
  );
}
