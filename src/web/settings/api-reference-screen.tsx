import { TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Endpoint } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { readOpenApi } from '../../contract/platform/reference.ts';
import { paths } from '../paths.ts';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { Filters } from '../ui/list/filters.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { Section } from '../ui/screen/section.tsx';
import { CodeBlock } from '../ui/text/copy-field.tsx';
import { byTag, curlOf, parametersOf } from './api-reference.ts';
import styles from './settings.module.css';

const anchorOf = (tag: string) => tag.replaceAll(' ', '-');

/** The API as it is: drawn from the same contract that the server checks requests with. */
export function ApiReferenceScreen() {
  const [text, setText] = useState('');
  const sections = useMemo(() => {
    const words = text.trim().toLowerCase();
    const matches = ({ name, path, summary, tag }: Endpoint) =>
      `${name} ${path} ${summary} ${tag}`.toLowerCase().includes(words);
    return byTag(endpoints.filter(matches));
  }, [text]);
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
      {sections.length === 0 && <EmptyState kind="no-match" clear={() => setText('')} />}
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
                  {each.map((endpoint) => (
                    <EndpointEntry key={endpoint.name} endpoint={endpoint} />
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

function EndpointEntry({ endpoint }: { endpoint: Endpoint }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.endpoint} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={styles.method} data-method={endpoint.method}>
          {endpoint.method}
        </span>
        <span className={styles.path}>{endpoint.path}</span>
        <span className="muted">{endpoint.summary}</span>
      </summary>
      {isOpen && <EndpointInside endpoint={endpoint} />}
    </details>
  );
}

function EndpointInside({ endpoint }: { endpoint: Endpoint }) {
  const parameters = parametersOf(endpoint);
  return (
    <div className={styles.inside}>
      <p>
        Permission <code>{endpoint.permission}</code>. Returns {endpoint.status ?? 200}
        {endpoint.contentType && (
          <>
            {' '}
            as <code>{endpoint.contentType}</code>
          </>
        )}
        . Name <code>{endpoint.name}</code>.
      </p>
      {parameters.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
        <section className={styles.tableScroll} aria-label={`Parameters of ${endpoint.name}`} tabIndex={0}>
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
      <CodeBlock label="Example" code={curlOf(endpoint, location.origin)} />
    </div>
  );
}
