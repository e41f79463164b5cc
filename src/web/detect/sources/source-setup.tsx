import { Select } from '@mantine/core';
import { useState } from 'react';
import { listSourceTypes, readSourceSetup, type Source } from '../../../contract/detect/sources.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { CodeBlock, CopyField } from '../../ui/text/copy-field.tsx';
import styles from './sources.module.css';

/** How to point the sender here: everything to paste, with the key filled in. */
export function SourceSetup({ source }: { source: Source }) {
  const mayManage = useMay('sources.manage');
  const [asked, setAsked] = useState<string | null>(null);
  const types = useEndpoint(listSourceTypes, {});
  const senders = types.data?.senders.filter(({ type }) => type === source.type) ?? [];
  const { data, error, refetch } = useEndpoint(
    readSourceSetup,
    { params: { id: source.id }, query: asked === null ? {} : { sender: asked } },
    { enabled: mayManage, follows: ['source'] },
  );
  if (!mayManage) {
    return (
      <Section title="Setup">
        <p className="muted">The setup shows the key, so only people who manage sources can see it.</p>
      </Section>
    );
  }
  const [first, ...others] = data?.endpoints ?? [];
  return (
    <Section title="Setup">
      {senders.length > 1 && (
        <Select
          className={styles.sender}
          label="Steps for"
          data={senders.map(({ name, title }) => ({ value: name, label: title }))}
          value={asked ?? data?.sender ?? source.sender}
          placeholder="Any sender"
          searchable
          allowDeselect={false}
          maxDropdownHeight={420}
          onChange={setAsked}
        />
      )}
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} label="Loading the setup" />}
      {first && <CopyField label={labelOf(first.method)} value={first.url} description={first.description} />}
      {data && (
        <ol className={styles.steps}>
          {data.steps.map(({ title, text, code }) => (
            <li key={title} className={styles.step}>
              <h3>{title}</h3>
              <p>{text}</p>
              {code && <CodeBlock label={title} code={code} />}
            </li>
          ))}
        </ol>
      )}
      {others.length > 0 && (
        <details className={styles.addresses}>
          <summary>Other addresses</summary>
          {others.map(({ method, url, description }) => (
            <CopyField key={method + url} label={labelOf(method)} value={url} description={description} />
          ))}
        </details>
      )}
    </Section>
  );
}

const labelOf = (method: string) => (method === 'MAIL' ? 'E-mail address' : `${method} address`);
