import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '../screen/error-state.tsx';
import { Panel } from '../screen/panel.tsx';
import { Time } from '../time/time.tsx';
import styles from './differences.module.css';

type VersionsPanelProps = {
  versions: {
    rows: readonly { version: number; author: { name: string }; at: string }[];
    error: unknown;
    retry: () => void;
    loadMore?: (() => void) | undefined;
    isLoadingMore: boolean;
  };
  href: (version: number) => string;
  actions?: ReactNode;
};

/** The versions of a text, the newest first, each with what it changed behind its link. */
export function VersionsPanel({ versions, href, actions }: VersionsPanelProps) {
  const { rows, error, retry, loadMore, isLoadingMore } = versions;
  return (
    <Panel screenOnly title="Versions" actions={actions}>
      {error != null && <ErrorState error={error} retry={retry} />}
      <ul className={styles.versions}>
        {rows.map(({ version, author, at }) => (
          <li key={version}>
            <a href={href(version)}>Version {version}</a>{' '}
            <span className="muted">
              {author.name}, <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
      {loadMore && (
        <Button variant="default" onClick={loadMore} loading={isLoadingMore}>
          Earlier versions
        </Button>
      )}
    </Panel>
  );
}
