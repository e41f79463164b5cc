import { listMyContactMethods } from '../../contract/contact-methods.ts';
import { listEscalationPolicies } from '../../contract/escalation-policies.ts';
import { listOnCall } from '../../contract/oncall.ts';
import { listServices } from '../../contract/services.ts';
import { listSources } from '../../contract/sources.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { useMay } from '../data/session.ts';
import { Glyph } from '../ui/glyphs.tsx';
import { Panel } from '../ui/panel.tsx';
import { firstSteps } from './first-steps.ts';
import styles from './home.module.css';

const some = { query: { limit: 200 } };

/** What is missing until pages arrive, computed from what is there. It goes away when nothing is. */
export function SetUpCard() {
  const mayReadSources = useMay('sources.read');
  const sources = useEndpoint(listSources, some, { enabled: mayReadSources, everySeconds: 30 });
  const policies = useEndpoint(listEscalationPolicies, some);
  const services = useEndpoint(listServices, some);
  const onCall = useEndpoint(listOnCall, some, { follows: ['schedule', 'override'] });
  const methods = useEndpoint(listMyContactMethods, {}, { follows: ['contact_method'] });
  const reads = [policies, services, onCall, methods, ...(mayReadSources ? [sources] : [])];
  // Half an answer would claim that something is missing which is only late.
  if (reads.some(({ data }) => !data)) return null;
  const steps = firstSteps({
    sources: sources.data?.items ?? null,
    policies: policies.data?.items ?? null,
    services: services.data?.items ?? null,
    onCall: onCall.data?.items ?? null,
    contactMethods: methods.data?.items ?? null,
  });
  const done = steps.filter(({ isDone }) => isDone).length;
  if (done === steps.length) return null;
  return (
    <Panel
      title="Until a page arrives"
      actions={
        <span className="muted tabular">
          {done} of {steps.length} done
        </span>
      }
    >
      <ol className={styles.steps}>
        {steps.map(({ key, label, why, href, isDone }) => (
          <li key={key} data-done={isDone || undefined}>
            <Glyph name={isDone ? 'check' : 'ring'} label={isDone ? 'Done' : 'To do'} size={14} />
            <span>
              {isDone ? label : <a href={href}>{label}</a>}
              {!isDone && <span className={styles.why}>{why}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
