import { Button, Select, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { listAudit } from '../../contract/audit.ts';
import type { OutputOf } from '../../contract/endpoint.ts';
import { usePagedEndpoint } from '../data/endpoint-query.ts';
import { usePeopleChoices } from '../directory/choices.ts';
import { browserZone } from '../directory/zone-select.tsx';
import { type AuditSearch, paths } from '../paths.ts';
import { instantOfLocal } from '../respond/schedules/local-time.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Filters } from '../ui/filters.tsx';
import { useGo } from '../ui/links.tsx';
import { LoadingRows } from '../ui/loading-rows.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Time } from '../ui/time.tsx';
import { type FieldChange, fieldChanges } from './field-changes.ts';
import styles from './settings.module.css';

type AuditEntry = OutputOf<typeof listAudit>['items'][number];

const nouns = [
  { value: 'person', label: 'People' },
  { value: 'team', label: 'Teams' },
  { value: 'service', label: 'Services' },
  { value: 'schedule', label: 'Schedules' },
  { value: 'escalation_policy', label: 'Escalation policies' },
  { value: 'source', label: 'Sources' },
  { value: 'contactMethod', label: 'Contact methods' },
  { value: 'token', label: 'API tokens' },
  { value: 'alert', label: 'Alerts' },
  { value: 'page', label: 'Pages' },
  { value: 'configuration', label: 'Configuration' },
];

export function AuditPage() {
  const go = useGo();
  const filter = useSearch({ from: '/app/settings/audit' });
  const people = usePeopleChoices();
  const zone = browserZone();
  const dayStart = (date: string | undefined) => (date && instantOfLocal(`${date}T00:00`, zone)) || undefined;
  const dayEnd = (date: string | undefined) => (date && instantOfLocal(`${date}T23:59:59.999`, zone)) || undefined;
  const list = usePagedEndpoint(
    listAudit,
    {
      query: {
        subjectKind: filter.subject,
        personId: filter.person,
        from: dayStart(filter.from),
        until: dayEnd(filter.until),
      },
    },
    {
      follows: [
        'person',
        'team',
        'service',
        'schedule',
        'escalation_policy',
        'source',
        'contact_method',
        'token',
        'route',
      ],
    },
  );
  const show = (part: AuditSearch) => go(paths.audit({ ...filter, ...part }));
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title="Audit log">
        What people, tokens and automation did, newest first. Nothing here is ever changed.
      </PageHeader>
      <Filters>
        <Select
          label="About"
          placeholder="Everything"
          clearable
          searchable
          data={nouns}
          value={filter.subject ?? null}
          onChange={(subject) => show({ subject: subject ?? undefined })}
        />
        <Select
          label="By"
          placeholder="Anybody"
          clearable
          searchable
          data={people}
          value={filter.person ? String(filter.person) : null}
          onChange={(person) => show({ person: person === null ? undefined : Number(person) })}
        />
        <TextInput
          label="From"
          type="date"
          value={filter.from ?? ''}
          onChange={(event) => show({ from: event.currentTarget.value })}
        />
        <TextInput
          label="Until"
          type="date"
          value={filter.until ?? ''}
          onChange={(event) => show({ until: event.currentTarget.value })}
        />
      </Filters>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={8} />}
      {!list.isPending &&
        !list.error &&
        list.rows.length === 0 &&
        (isFiltered ? (
          <EmptyState kind="no-match" clear={() => go(paths.audit())} />
        ) : (
          <EmptyState kind="cleared">Nothing has been done yet.</EmptyState>
        ))}
      {list.rows.length > 0 && (
        <ol className={styles.entries} aria-label="Audit log">
          {list.rows.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const changes = fieldChanges(entry.before, entry.after);
  const details = Object.entries(entry.details ?? {});
  const title = (
    <>
      <span className="mono">{entry.kind}</span>
      {entry.subjectId !== null && (
        <span className="muted">
          {entry.subjectKind} {entry.subjectId}
        </span>
      )}
      <span>{entry.actor.name || entry.actor.kind}</span>
      {entry.actor.tokenId !== null && <span className="muted">with token {entry.actor.tokenId}</span>}
    </>
  );
  return (
    <li className={styles.entry}>
      <span className={styles.at}>
        <Time at={entry.at} />
      </span>
      {changes.length + details.length === 0 ? (
        <div className={styles.title}>{title}</div>
      ) : (
        <details>
          <summary className={styles.title}>{title}</summary>
          <ChangeTable
            changes={[...changes, ...details.map(([field, after]) => ({ field, before: undefined, after }))]}
          />
        </details>
      )}
    </li>
  );
}

function ChangeTable({ changes }: { changes: FieldChange[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
    <section className={styles.tableScroll} aria-label="What changed" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>{shown(before)}</td>
              <td>{shown(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function shown(value: unknown) {
  if (value === undefined) return <span className="muted">–</span>;
  return <code>{typeof value === 'string' ? value : JSON.stringify(value, null, 1)}</code>;
}
