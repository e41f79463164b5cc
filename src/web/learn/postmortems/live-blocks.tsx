import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { getContributingFactors, type Postmortem } from '../../../contract/learn/postmortems.ts';
import { plainMarkdown } from '../../../domain/learn/markdown-text.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { keyEventLine, useKeyEvents } from './key-events.ts';
import { ActionItems } from './panels/action-items-panel.tsx';
import styles from './postmortem.module.css';
import type { Draft } from './use-draft.ts';

/** The element of the choice beside the text, so that it can be reached from within the text. */
export const factorsFieldId = 'contributing-factors';

/** The chosen factors, in the section about them: they follow the choice, whatever is written below. */
export function FactorsBlock({ postmortem, isReadOnly }: { postmortem: Postmortem; isReadOnly: boolean }) {
  const all = useEndpoint(getContributingFactors, {}).data?.factors ?? [];
  const chosen = postmortem.factorKeys.map((key) => all.find((factor) => factor.key === key) ?? { key, name: key });
  if (chosen.length === 0 && isReadOnly) return null;
  return (
    <LiveBlock name="Contributing factors">
      {chosen.length === 0 ? (
        <p className="muted">No contributing factor chosen yet.</p>
      ) : (
        <ul className={styles.factors}>
          {chosen.map((factor) => (
            <li key={factor.key}>
              <strong>{factor.name}</strong>
              {'question' in factor && factor.question !== '' && !isReadOnly && (
                <span className="muted"> {factor.question}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isReadOnly && (
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            const field = document.getElementById(factorsFieldId);
            field?.focus();
            field?.scrollIntoView({ block: 'center' });
          }}
        >
          {chosen.length === 0 ? 'Choose factors' : 'Change factors'}
        </Button>
      )}
    </LiveBlock>
  );
}

export function ActionItemsBlock({ postmortem }: { postmortem: Postmortem }) {
  return (
    <LiveBlock name="Action items">
      <ActionItems postmortem={postmortem} />
    </LiveBlock>
  );
}

/** Key events of the incident that the text does not tell yet. */
export function TimelineBlock({
  postmortem,
  draft,
  heading,
}: {
  postmortem: Postmortem;
  draft: Draft;
  heading: string;
}) {
  const { rows } = useKeyEvents(postmortem.id);
  const missing = rows.filter(({ text }) => !draft.text.includes(plainMarkdown(text)) && !draft.text.includes(text));
  if (draft.isReadOnly || missing.length === 0) return null;
  return (
    <LiveBlock name="Key events not in the text">
      <ul className={styles.factors}>
        {missing.slice(0, 5).map((event) => (
          <li key={event.id}>{keyEventLine(event)}</li>
        ))}
        {missing.length > 5 && <li className="muted">and {missing.length - 5} more</li>}
      </ul>
      <Button variant="default" size="compact-xs" onClick={() => draft.insertLines(missing.map(keyEventLine), heading)}>
        Insert {missing.length === 1 ? 'it' : `all ${missing.length}`}
      </Button>
    </LiveBlock>
  );
}

function LiveBlock({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={styles.live} aria-label={name}>
      <p className={styles.liveName}>{name}</p>
      {children}
    </section>
  );
}
