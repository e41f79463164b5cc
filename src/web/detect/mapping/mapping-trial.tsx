import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { z } from 'zod';
import { type MappingRule, tryMapping } from '../../../contract/detect/mapping.ts';
import type { Source, understoodSignal } from '../../../contract/detect/sources.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { simulate } from '../../../contract/respond/simulation.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Time } from '../../ui/time/time.tsx';
import requestStyles from '../requests.module.css';
import styles from './mapping.module.css';
import { type RuleRow, ruleFaults, rulesOf } from './rule-values.ts';

const quietMs = 400;
const shown = 10;
const replayed = 1_000;

type Trial = OutputOf<typeof tryMapping>;
type Item = Trial['items'][number];
type Signal = z.output<typeof understoodSignal>;

/** What the rules as they stand would make of the latest requests; asked once nobody types any more. */
export function useTrial(sourceId: number, rows: readonly RuleRow[]) {
  const isReady = Object.keys(ruleFaults(rows)).length === 0;
  const question = JSON.stringify(rulesOf(rows));
  const settled = useSettled(question);
  const rules: MappingRule[] = JSON.parse(settled);
  const query = useEndpoint(
    tryMapping,
    { params: { id: sourceId }, body: { rules, requests: shown } },
    { enabled: isReady && settled === question, follows: ['source', 'lookupTable'] },
  );
  return { ...query, data: isReady ? query.data : undefined, isReady, rules };
}

type MappingTrialProps = { source: Source; rules: readonly RuleRow[]; trial: ReturnType<typeof useTrial> };

export function MappingTrial({ source, rules, trial }: MappingTrialProps) {
  const { data, error, isReady, refetch } = trial;
  return (
    <section className={styles.trial} aria-label="Preview on received requests">
      <h2>Preview</h2>
      {!isReady && <p className="muted">Complete the rules to see what they do.</p>}
      {isReady && error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {isReady && !data && !error && <LoadingRows rows={4} label="Trying the rules" />}
      {data && data.items.length === 0 && (
        <p className="muted">Nothing was received yet that rules could be tried on.</p>
      )}
      {data && data.items.length > 0 && (
        <>
          <Replay sourceId={source.id} rules={trial.rules} isReady={isReady} key={JSON.stringify(rulesOf(rules))} />
          <ul className={requestStyles.list}>
            {data.items.map((item, index) => (
              <li key={item.position} className={requestStyles.request}>
                <TriedRequest item={item} sourceId={source.id} rules={trial.rules} isFirst={index === 0} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The rules on as much as is kept, as a dry run: nothing is kept of it, and nobody is paged. */
function Replay({ sourceId, rules, isReady }: { sourceId: number; rules: MappingRule[]; isReady: boolean }) {
  const replay = useAction(tryMapping);
  const summary = replay.data?.summary;
  return (
    <div className={styles.replay} aria-live="polite">
      <Button
        variant="default"
        loading={replay.isPending}
        onClick={() => isReady && replay.mutate({ params: { id: sourceId }, body: { rules, requests: replayed } })}
      >
        Replay the last {replayed.toLocaleString('en')} requests
      </Button>
      {!summary && <span className="muted">A dry run: nobody is paged and nothing changes.</span>}
      {summary && <ReplaySummary summary={summary} />}
    </div>
  );
}

function ReplaySummary({ summary }: { summary: Trial['summary'] }) {
  const { requests, from, signals, changed, dropped, droppedNow, dedupKeys, dedupKeysNow, withFaults } = summary;
  return (
    <dl className={styles.summary}>
      <dt>Signals</dt>
      <dd>
        {signals} in {requests} requests
        {from && (
          <>
            , since <Time at={from} />
          </>
        )}
      </dd>
      <dt>Changed</dt>
      <dd>{changed}</dd>
      <dt>Dropped</dt>
      <dd>
        {dropped}
        {droppedNow !== dropped && `, now ${droppedNow}`}
      </dd>
      <dt>Dedup keys</dt>
      <dd>
        {dedupKeys}
        {dedupKeysNow !== dedupKeys && `, now ${dedupKeysNow}`}
      </dd>
      <dt>Needs attention</dt>
      <dd>{withFaults === 0 ? 'nothing' : `${withFaults} requests`}</dd>
    </dl>
  );
}

type TriedRequestProps = { item: Item; sourceId: number; rules: MappingRule[]; isFirst: boolean };

function TriedRequest({ item, sourceId, rules, isFirst }: TriedRequestProps) {
  const [isOpen, setOpen] = useState(isFirst);
  const [first] = item.signals;
  const title = first ? (first.after ?? first.before).title || first.before.dedupKey : 'No signal';
  const dropped = item.signals.filter(({ after }) => after === null).length;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={requestStyles.grow}>
          {title}
          {item.signalCount > 1 && ` and ${item.signalCount - 1} more`}
        </span>
        {dropped > 0 && (
          <Badge tone="sev5" glyph="slash" look="plain">
            Dropped
          </Badge>
        )}
        {item.odd.length > 0 && (
          <Badge tone="sev2" glyph="triangle" look="plain">
            Needs attention
          </Badge>
        )}
        <Time at={item.receivedAt} />
      </summary>
      {isOpen && (
        <div className={requestStyles.both}>
          <div>
            <h3>Received</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too */}
            <pre className={requestStyles.body} tabIndex={0}>
              {item.body === '' ? '(no text)' : setOut(item.body)}
            </pre>
          </div>
          <div>
            <h3>Result</h3>
            {item.odd.map(({ part, reason }) => (
              <p key={`${part} ${reason}`} className={requestStyles.odd}>
                {part && <span className="mono">{part}: </span>}
                {reason}
              </p>
            ))}
            {item.signals.map((signal, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a request may say the same thing twice; its parts never move
              <Result key={index} signal={signal} />
            ))}
            {item.signalCount > item.signals.length && (
              <p className="muted">and {item.signalCount - item.signals.length} more</p>
            )}
            {item.signals.some(({ after }) => after !== null) && (
              <WouldPage sourceId={sourceId} position={item.position} rules={rules} />
            )}
          </div>
        </div>
      )}
    </details>
  );
}

function setOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** What became of one signal, field by field where a rule changed it. */
function Result({ signal: { before, after, hits } }: { signal: Item['signals'][number] }) {
  if (after === null) {
    return (
      <p>
        <strong>Dropped</strong> by rule {hits.at(-1)}: {before.title || before.dedupKey}
      </p>
    );
  }
  const rows = differences(before, after);
  return (
    <div className={styles.result}>
      <p>
        <strong>{after.title || after.dedupKey}</strong>{' '}
        <span className="muted">{hits.length === 0 ? 'no rule' : `rule ${hits.join(', ')}`}</span>
      </p>
      {rows.length > 0 && (
        <dl className={styles.summary}>
          {rows.map(([name, from, to]) => (
            <Difference key={name} name={name} from={from} to={to} />
          ))}
        </dl>
      )}
    </div>
  );
}

function Difference({ name, from, to }: { name: string; from: string; to: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {from !== '' && <del>{from}</del>} <ins>{to === '' ? '(none)' : to}</ins>
      </dd>
    </>
  );
}

const actionWords: Partial<Record<Signal['action'], string>> = {
  trigger: 'triggered',
  acknowledge: 'acknowledged',
  resolve: 'resolved',
};

function differences(before: Signal, after: Signal): [name: string, from: string, to: string][] {
  const texts = (signal: Signal): [string, string][] => [
    ['Title', signal.title],
    ['Status', actionWords[signal.action] ?? signal.action],
    ['Severity', signal.severity === null ? '' : severityLabel(signal.severity)],
    ['Dedup key', signal.dedupKey],
    ['Description', signal.description],
    ['Links', signal.links.map(({ text, href }) => `${text}: ${href}`).join('\n')],
  ];
  const then = texts(before);
  const fields = texts(after).flatMap(([name, to], at): [string, string, string][] => {
    const from = then[at]![1];
    return from === to ? [] : [[name, from, to]];
  });
  const labels = Object.entries(after.labels).flatMap(([name, to]): [string, string, string][] => {
    const from = before.labels[name] ?? '';
    return from === to ? [] : [[`Label ${name}`, from, to]];
  });
  return [...fields, ...labels];
}

/** Whom the first alert of the request would page, under the rules as they stand. */
function WouldPage({ sourceId, position, rules }: { sourceId: number; position: string; rules: MappingRule[] }) {
  const { data, error } = useEndpoint(
    simulate,
    { body: { of: { kind: 'received', sourceId, position, mapping: rules } } },
    { follows: ['source', 'route', 'service', 'lookupTable'] },
  );
  const [first] = data?.alerts ?? [];
  if (error) return <p className="muted">{error.message}</p>;
  if (!data) return <LoadingRows rows={1} label="Finding out who would be paged" />;
  if (!first) return <p className="muted">It opens no alert by itself.</p>;
  return (
    <div className={styles.paged}>
      <h3>Who would be paged</h3>
      <p>
        {first.route ? `Route “${first.route.name}”` : 'No route takes it'}
        {first.service && <>, service {first.service.name}</>}.
      </p>
      {first.notPaged ? <p>{first.notPaged.sentence}</p> : <Reached id={first.service?.id ?? 0} />}
    </div>
  );
}

const Reached = ({ id }: { id: number }): ReactNode => <WhoIsPaged kind="service" id={id} />;

/** A value once it has stopped changing for a while. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
