import {
  readDefaultEscalationPolicy,
  updateDefaultEscalationPolicy,
} from '../../../contract/respond/escalation-policies.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import styles from './ladder.module.css';

/** Chooses the policy for alerts without a service, and for services without a policy. */
export function DefaultPolicy() {
  const { data } = useEndpoint(readDefaultEscalationPolicy, {}, { follows: ['setting', 'escalationPolicy'] });
  const guard = useGuard('oncall.manage');
  const update = useAction(updateDefaultEscalationPolicy, {
    changes: [readDefaultEscalationPolicy],
    done: ({ policy }) =>
      showToast(policy ? `${policy.name} is the default escalation policy.` : 'There is no default escalation policy.'),
  });
  return (
    <div className={styles.defaultPolicy}>
      <Picker
        label="Default escalation policy"
        description="Used for alerts whose service has none, for alerts without a service, and to page a commander when no policy is chosen for that"
        placeholder="None: these alerts page nobody"
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
      <WhoIsPaged kind="default-policy" id={0} here="/escalation-policies" />
    </div>
  );
}
