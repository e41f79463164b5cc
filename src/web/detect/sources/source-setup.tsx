import { readSourceSetup, type Source } from '../../../contract/detect/sources.ts';
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
  const { data, error, refetch } = useEndpoint(
    readSourceSetup,
    { params: { id: source.id } },
    { enabled: mayManage, follows: ['source'] },
  );
  if (!mayManage) {
    return (
      <Section title="Setup">
        <p className="muted">The setup shows the key, so only people who manage sources can see it.</p>
      </Section>
    );
  }
  return (
    <Section title="Setup">
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} label="Loading the setup" />}
      {data && (
        <ol className={styles.steps}>
          {data.endpoints.map(({ method, url, description }) => (
            <li key={method + url} className={styles.step}>
              <CopyField label={`${method} address`} value={url} description={description} />
            </li>
          ))}
          {data.steps.map(({ title, text, code }) => (
            <li key={title} className={styles.step}>
              <h3>{title}</h3>
              <p>{text}</p>
              {code && <CodeBlock label={title} code={code} />}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
