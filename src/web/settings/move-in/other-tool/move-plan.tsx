import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConfigurationPlan } from '../../../../contract/platform/configuration.ts';
import type { Finding, Outcome } from '../../../../domain/move-in/finding.ts';
import type { Proof } from '../../../../domain/move-in/proof.ts';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { applyMove, type Move, proveNow } from './load-move.ts';
import styles from './other-tool.module.css';
import { ProofView } from './proof-view.tsx';
import { tools } from './tools.ts';

const mostNames = 8;
const mostChanges = 200;

export function MovePlan({ move, reload }: { move: Move; reload: () => void }) {
  const [proof, setProof] = useState<Proof | null>(null);
  const [isWorking, setWorking] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run = async (work: () => Promise<void>) => {
    setFailure(null);
    setWorking(true);
    try {
      await work();
      setProof(await proveNow(move));
    } catch (error) {
      setFailure(error);
    } finally {
      setWorking(false);
    }
  };
  const apply = () =>
    run(async () => {
      await applyMove(move);
      showToast('Moved in. The proof below compares with what is here now.');
    });
  const { plan, findings, expected, name } = move;
  const tool = tools[move.tool];
  const isDone = proof !== null || !plan.hasChanges;
  return (
    <div className={styles.plan}>
      <h3>Plan for {name}</h3>
      <div className={styles.counts}>
        <strong>{findings.filter(({ outcome }) => outcome === 'kept').length} the same</strong>
        <span>{findings.filter(({ outcome }) => outcome === 'changed').length} different here</span>
        <span>{findings.filter(({ outcome }) => outcome === 'impossible').length} left behind</span>
      </div>
      <Findings label="Different here" findings={findings} outcome="changed" />
      <Findings label="Left behind" findings={findings} outcome="impossible" />
      <Changes plan={plan} from={tool.title} />
      <div className={styles.buttons}>
        {!isDone && (
          <Button onClick={apply} loading={isWorking}>
            Apply
          </Button>
        )}
        {isDone && (
          <Button variant="default" onClick={() => run(async () => {})} loading={isWorking}>
            Compare with what is here now
          </Button>
        )}
      </div>
      {failure !== null && <ErrorState error={failure} retry={reload} />}
      <h3>{proof ? 'Proof: what is here now' : 'Proof: once the plan is applied'}</h3>
      <ProofView proof={proof ?? expected} tool={tool} />
    </div>
  );
}

function Findings({ label, findings, outcome }: { label: string; findings: readonly Finding[]; outcome: Outcome }) {
  const byMessage = new Map<string, string[]>();
  for (const { kind, name, message } of findings.filter((each) => each.outcome === outcome))
    byMessage.set(message, [...(byMessage.get(message) ?? []), `${kind} ${name}`]);
  if (byMessage.size === 0) return null;
  return (
    <details open>
      <summary>{label}</summary>
      <ul className={styles.rows} aria-label={label}>
        {[...byMessage].map(([message, names]) => (
          <li key={message}>
            <span>{message}</span>
            <span className={styles.lead}>
              {names.slice(0, mostNames).join(', ')}
              {names.length > mostNames && ` and ${names.length - mostNames} more`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const words = { create: 'New', update: 'Changes', delete: 'Goes', none: '' } as const;

function Changes({ plan: { changes, holes, warnings }, from }: { plan: ConfigurationPlan; from: string }) {
  const changing = changes.filter(({ change }) => change !== 'none');
  if (changing.length === 0) return <p>Everything is here already and as it is in {from}: nothing to apply.</p>;
  return (
    <details>
      <summary>
        {changing.length} {changing.length === 1 ? 'change' : 'changes'} here, {changes.length - changing.length}{' '}
        unchanged
      </summary>
      <ul className={styles.rows} aria-label="Changes">
        {[...holes, ...warnings].map((sentence) => (
          <li key={sentence}>
            <strong>Warning</strong>
            <span>{sentence}</span>
          </li>
        ))}
        {changing.slice(0, mostChanges).map(({ kind, key, change, fields }) => (
          <li key={`${kind} ${key}`}>
            <span>
              {words[change]} {kind} {key}
            </span>
            {change === 'update' && <span className={styles.lead}>{fields.map(({ field }) => field).join(', ')}</span>}
          </li>
        ))}
        {changing.length > mostChanges && <li>and {changing.length - mostChanges} more</li>}
      </ul>
    </details>
  );
}
