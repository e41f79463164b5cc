import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { type Check, type CheckResult, listCheckResults } from '../../../contract/detect/checks.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { Section } from '../../ui/screen/section.tsx';
import { Time } from '../../ui/time/time.tsx';
import { outcomeWords } from './check-state.tsx';
import styles from './checks.module.css';

const shown = 100;

/** The latest runs: how long each took, and how it ended. */
export function ResultsChart({ check }: { check: Check }) {
  const [look, setLook] = useState('chart');
  const input = { params: { id: check.id }, query: { limit: shown } };
  const { data } = useEndpoint(listCheckResults, input, { everySeconds: 5 });
  const results = data?.items ?? [];
  return (
    <Section title="Latest runs">
      {data && results.length === 0 && <p className="muted">It has not run yet.</p>}
      {results.length > 0 && (
        <figure className={styles.figure}>
          <SegmentedControl
            size="xs"
            aria-label="Latest runs: chart or table"
            value={look}
            onChange={setLook}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
          {look === 'chart' ? <Bars results={[...results].reverse()} /> : <ResultTable results={results} />}
        </figure>
      )}
    </Section>
  );
}

const height = 100;
/** So that the first runs are no wall. */
const fewestBars = 30;

/** Oldest first. A run without a duration stands as high as the longest: it took nobody's answer. */
function Bars({ results }: { results: CheckResult[] }) {
  const longest = Math.max(1, ...results.map(({ durationMs }) => durationMs ?? 0));
  const places = Math.max(fewestBars, results.length);
  const counts = results.filter(({ outcome }) => outcome !== 'passed').length;
  const label = `${results.length} runs, ${counts} of them not passed; the longest took ${longest} ms`;
  return (
    <>
      <svg
        className={styles.bars}
        viewBox={`0 0 ${places * 4} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {results.map(({ id, outcome, durationMs, detail }, at) => {
          const tall = Math.max(3, ((durationMs ?? longest) / longest) * height);
          const x = (places - results.length + at) * 4;
          return (
            <rect key={id} className={styles[outcome]} x={x} y={height - tall} width={3} height={tall}>
              <title>{`${outcomeWords[outcome]}: ${detail}${durationMs === null ? '' : `, ${durationMs} ms`}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption className={styles.axis}>
        <span>
          Longest <span className="tabular">{longest} ms</span>
        </span>
        <span>
          <Time at={results[0]!.at} /> to <Time at={results.at(-1)!.at} />
        </span>
      </figcaption>
    </>
  );
}

function ResultTable({ results }: { results: CheckResult[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label="Latest runs, table">
      <table className={styles.table}>
        <thead>
          <tr>
            {['When', 'Outcome', 'Time', 'Node'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.map(({ id, at, outcome, detail, durationMs, node }) => (
            <tr key={id}>
              <td>
                <Time at={at} />
              </td>
              <td>
                {outcomeWords[outcome]}
                <div className="muted">{detail}</div>
              </td>
              <td className="tabular nowrap">{durationMs === null ? '–' : `${durationMs} ms`}</td>
              <td>{node}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
