import {
  listContactMethodsOf,
  type NotificationRules,
  readNotificationRulesOf,
} from '../../../contract/directory/contact-methods.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Card, Cards, Facts } from '../../ui/screen/section.tsx';
import { MethodState, MethodWords } from '../me/contact-methods/method-words.tsx';

const follows = ['contactMethod', 'person'] as const;

/** How a person can be reached, as an admin may see it: hints only. */
export function Reachability({ personId, name }: { personId: number; name: string }) {
  const params = { id: personId };
  const { data, error, refetch } = useEndpoint(listContactMethodsOf, { params }, { follows });
  const rules = useEndpoint(readNotificationRulesOf, { params }, { follows }).data;
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={3} />;
  const usable = data.items.filter((method) => method.verifiedAt && !method.disabledAt);
  return (
    <>
      {usable.length === 0 && (
        <p role="note">
          <strong>{name} cannot be reached.</strong> Pages to this person go nowhere until a contact method is verified.
        </p>
      )}
      {data.items.length > 0 && (
        <Cards label="Contact methods">
          {data.items.map((method) => (
            <Card key={method.id} actions={<MethodState method={method} />}>
              <MethodWords method={method} />
            </Card>
          ))}
        </Cards>
      )}
      {rules && usable.length > 0 && (
        <Facts
          facts={(['high', 'low'] as const).map((urgency) => [
            urgency === 'high' ? 'High urgency' : 'Low urgency',
            ruleWords(rules[urgency], data.items),
          ])}
        />
      )}
    </>
  );
}

function ruleWords(rules: NotificationRules['high'], methods: { id: number; label: string }[]): string {
  if (rules.length === 0) return 'No rules: all verified contact methods immediately';
  return rules
    .map(({ contactMethodId, delaySeconds }) => {
      const label = methods.find(({ id }) => id === contactMethodId)?.label ?? 'a deleted contact method';
      return delaySeconds === 0 ? `${label} immediately` : `${label} after ${durationText(delaySeconds)}`;
    })
    .join(', then ');
}
