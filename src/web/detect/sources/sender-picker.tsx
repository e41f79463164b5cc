import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { findSenders, groupTitles, type Sender } from './find-senders.ts';
import styles from './sources.module.css';

/** Every sender by group, searched by its name and by the names it had. Enter takes the first one. */
export function SenderPicker({ senders }: { senders: readonly Sender[] }) {
  const [text, setText] = useState('');
  const go = useGo();
  const found = findSenders(senders, text);
  const first = found[0]?.senders[0];
  return (
    <>
      <TextInput
        className={styles.search}
        aria-label="Search senders"
        placeholder="Search: Zabbix, CloudWatch, VictorOps, curl…"
        leftSection={<Search size={16} />}
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !first || text.trim() === '') return;
          event.preventDefault();
          go(paths.newSource({ sender: first.name }));
        }}
      />
      {found.length === 0 && (
        <EmptyState kind="no-match" clear={() => setText('')}>
          No sender has this name. <a href={paths.newSource({ sender: 'webhook' })}>A webhook</a> takes JSON, forms and
          text of any program.
        </EmptyState>
      )}
      {found.map((group) => (
        <Section key={group.group} title={groupTitles[group.group]}>
          <ul className={styles.types}>
            {group.senders.map((sender) => (
              <li key={sender.name}>
                <a
                  className={styles.type}
                  href={paths.newSource({ sender: sender.name })}
                  data-first={(sender === first && text.trim() !== '') || undefined}
                >
                  <strong>{sender.title}</strong>
                  <span className="muted">{sender.description}</span>
                </a>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}
