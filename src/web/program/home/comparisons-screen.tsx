import { listComparisons } from '../../../contract/program/program.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { EvidenceText } from '../assessments/evidence-text.tsx';
import { Loaded } from '../loaded.tsx';
import { PrintButton } from '../no-print.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';

const follows = ['incident', 'postmortem', 'actionItem', 'drill', 'goal', 'review', 'person'] as const;

/** For whoever has to decide whether it is worth it: a program beside what could be done instead. */
export function ComparisonsScreen() {
  const answer = useEndpoint(listComparisons, {}, { follows });
  return (
    <>
      <PageHeader title="Why a program" parents={programParents} actions={<PrintButton />}>
        What speaks for a program, what speaks for the alternative, and what your own data say. Opinions are ours,
        figures are yours.
      </PageHeader>
      <Loaded answer={answer}>
        {({ items }) => (
          <div className={styles.grid}>
            {items.map(({ key, approach, program, other, otherWhen, evidence }) => (
              <Panel key={key} title={approach}>
                <Facts
                  facts={[
                    ['A program', program],
                    [approach, other],
                    ['Choose it when', otherWhen],
                  ]}
                />
                <ul className={styles.plainList}>
                  {evidence.map((figure) => (
                    <li key={figure.key}>
                      <EvidenceText evidence={figure} />
                    </li>
                  ))}
                </ul>
              </Panel>
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}
