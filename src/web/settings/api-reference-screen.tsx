import { TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { OpenApiDocument } from '../../contract/openapi.ts';
import { readOpenApi } from '../../contract/platform/reference.ts';
import { wholeAddress } from '../base.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { paths } from '../paths.ts';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { Filters } from '../ui/list/filters.tsx';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { Section } from '../ui/screen/section.tsx';
import { CodeBlock } from '../ui/text/copy-field.tsx';
import { byTag, curlOf, type Operation, operationsOf } from './api-reference.ts';
import styles from './settings.module.css';

const anchorOf = (tag: string) => tag.replaceAll(' ', '-');

/** The API as it is: drawn from the document that the server makes of the contract it checks requests with. */
export function ApiReferenceScreen() {
  const [text, setText] = useState('');
  const { data, error, refetch } = useEndpoint(readOpenApi, {});
  const operations = useMemo(() => (data ? operationsOf(data as unknown as OpenApiDocument) : null), [data]);
  const sections = useMemo(() => {
    const words = text.trim().toLowerCase();
    const matches = ({ name, path, summary, tag }: Operation) =>
      `${name} ${path} ${summary} ${tag}`.toLowerCase().includes(words);
    return byTag(operations?.filter(matches) ?? []);
  }, [operations, text]);
  return (
    <>
      <PageHeader title="API">
        Everything you can do in the app, programs can do with an <a href={paths.myTokens()}>API token</a>. Also
        available as{' '}
        <a href={readOpenApi.path} target="_blank" rel="noreferrer">
          OpenAPI 3.1
        </a>
        .
      </PageHeader>
      <Filters>
        <TextInput
          aria-label="Search paths and summaries"
          placeholder="Path or keyword"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Filters>
      {error && !operations && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !operations && <LoadingRows rows={8} />}
      {operations && sections.length === 0 && <EmptyState kind="no-match" clear={() => setText('')} />}
      <div className={styles.reference}>
        <nav aria-label="Sections">
          <ul className={styles.tags}>
            {sections.map(([tag, each]) => (
              <li key={tag}>
                <a href={`#${anchorOf(tag)}`}>
                  {tag} <span className="muted tabular">{each.length}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {sections.map(([tag, each]) => (
            <div key={tag} id={anchorOf(tag)}>
              <Section title={tag.charAt(0).toUpperCase() + tag.slice(1)}>
                <div>
                  {each.map((operation) => (
                    <OperationEntry key={operation.name} operation={operation} />
                  ))}
                </div>
              </Section>
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

function OperationEntry({ operation }: { operation: Operation }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.endpoint} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={styles.method} data-method={operation.method}>
          {operation.method}
        </span>
        <span className={styles.path}>{operation.path}</span>
        <span className="muted">{operation.summary}</span>
      </summary>
      {isOpen && <OperationInside operation={operation} />}
    </details>
  );
}

function OperationInside({ operation }: { operation: Operation }) {
  const { parameters } = operation;
  return (
    <div className={styles.inside}>
      <p>
        Permission <code>{operation.permission}</code>. Returns {operation.status}
        {operation.contentType && (
          <>
            {' '}
            as <code>{operation.contentType}</code>
          </>
        )}
        . Name <code>{operation.name}</code>.
      </p>
      {parameters.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
        <section className={styles.tableScroll} aria-label={`Parameters of ${operation.name}`} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Parameter</th>
                <th scope="col">In</th>
                <th scope="col">Type</th>
                <th scope="col">Meaning</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map(({ name, place, type, isRequired, description }) => (
                <tr key={`${place} ${name}`}>
                  <th scope="row">
                    <code>{name}</code>
                    {isRequired && ' required'}
                  </th>
                  <td>{place}</td>
                  <td>
                    <code>{type}</code>
                  </td>
                  <td>{description}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <CodeBlock label="Example" code={curlOf(operation, wholeAddress(''))} />
    </div>
  );
}
