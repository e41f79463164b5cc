import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { listAudit } from '../../contract/directory/audit.ts';
import type { OutputOf } from '../../contract/endpoint.ts';
import { isSubject, type SubjectKind } from '../../contract/events/subjects.ts';
import { usePagedEndpoint } from '../data/endpoint-query.ts';
import { useNames } from '../directory/choices.ts';
import { Picker } from '../directory/picker.tsx';
import { browserZone } from '../directory/zone-select.tsx';
import { type AuditSearch, paths } from '../paths.ts';
import { SearchSelect } from '../ui/form/search-select.tsx';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { Filters } from '../ui/list/filters.tsx';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { useGo } from '../ui/text/links.tsx';
import { Time } from '../ui/time/time.tsx';
import { DateField } from '../ui/time/time-fields.tsx';
import { instantOfField } from '../ui/time/zoned-time.ts';
import { actionWords, auditedSubjects, subjectWords } from './audit-words.ts';
import { type FieldChange, fieldChanges } from './field-changes.ts';
import styles from './settings.module.css';

type AuditEntry = OutputOf<typeof listAudit>['items'][number];

/** The subjects that have a screen. */
const subjectPaths: Partial<Record<SubjectKind, (id: number) => string>> = {
  alert: paths.alert,
  drill: paths.drill,
  escalationPolicy: paths.escalationPolicy,
  incident: paths.incident,
  page: paths.page,
  person: paths.person,
  pilot: paths.pilot,
  rollOut: paths.rollOut,
  postmortem: paths.postmortem,
  review: paths.review,
  recurrence: paths.incident,
  runbook: paths.runbook,
  schedule: paths.schedule,
  service: paths.service,
  source: paths.source,
  team: paths.team,
};

/** Alerts and pages change mostly by themselves, and too often to ask for the log each time. */
const follows = auditedSubjects
  .map(({ value }) => value)
  .filter((subject) => subject !== 'alert' && subject !== 'page');

export function AuditScreen() {
  const go = useGo();
  const filter = useSearch({ from: '/app/settings/audit' });
  const zone = browserZone();
  const dayStart = (date: string | undefined) => (date && instantOfField(`${date}T00:00`, zone)) || undefined;
  const dayEnd = (date: string | undefined) => (date && instantOfField(`${date}T23:59:59.999`, zone)) || undefined;
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
    { follows },
  );
  const personName = useNames(
    'people',
    list.rows.map(({ subjectKind, subjectId }) => (subjectKind === 'person' ? subjectId : null)),
  );
  const show = (part: AuditSearch) => go(paths.audit({ ...filter, ...part }));
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title="Audit log">
        What people, tokens and automation did, newest first. Entries are never changed. Failed sign-ins and reading of
        secrets are <a href={paths.securityEvents()}>security events</a>.
      </PageHeader>
      <Filters>
        <SearchSelect
          label="About"
          placeholder="Everything"
          clearable
          data={auditedSubjects}
          value={filter.subject ?? null}
          onChange={(subject) => show({ subject: subject ?? undefined })}
        />
        <Picker
          label="By"
          placeholder="Anyone"
          clearable
          of="people"
          value={filter.person ? String(filter.person) : null}
          onChange={(person) => show({ person: person === null ? undefined : Number(person) })}
        />
        <DateField label="From" value={filter.from ?? ''} onChange={(from) => show({ from })} />
        <DateField label="Until" value={filter.until ?? ''} onChange={(until) => show({ until })} />
      </Filters>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={8} />}
      {!list.isPending &&
        !list.error &&
        list.rows.length === 0 &&
        (isFiltered ? (
          <EmptyState kind="no-match" clear={() => go(paths.audit())} />
        ) : (
          <EmptyState kind="cleared">No activity yet.</EmptyState>
        ))}
      {list.rows.length > 0 && (
        <ol className={styles.entries} aria-label="Audit log">
          {list.rows.map((entry) => (
            <Entry
              key={entry.id}
              entry={entry}
              name={entry.subjectKind === 'person' ? personName(entry.subjectId) : undefined}
            />
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

function Entry({ entry, name }: { entry: AuditEntry; name: string | undefined }) {
  const { kind, subjectKind, subjectId, actor } = entry;
  const changes: FieldChange[] = [
    ...fieldChanges(entry.before, entry.after),
    ...Object.entries(entry.details).map(([field, after]) => ({ field, before: undefined, after })),
  ];
  const subject = subjectWords(subjectKind, subjectId, name ?? subjectName(entry));
  const href = subjectId !== null && isSubject(subjectKind) ? subjectPaths[subjectKind]?.(subjectId) : undefined;
  return (
    <li className={styles.entry}>
      <span className={styles.at}>
        <Time at={entry.at} />
      </span>
      <details>
        <summary className={styles.title}>
          <span>
            <strong>{actor.name || actor.kind}</strong> {actionWords(kind, subject)}
          </span>
          {actor.tokenId !== null && <span className="muted">with token {actor.tokenId}</span>}
        </summary>
        <p className={styles.facts}>
          {href && <a href={href}>Open {subject}</a>}
          <code className="muted">{kind}</code>
          <code className="muted">
            {subjectKind} {subjectId}
          </code>
        </p>
        {changes.length > 0 && <ChangeTable changes={changes} />}
      </details>
    </li>
  );
}

/** A name that the entry itself knows. */
function subjectName({ subjectKind, kind, before, after }: AuditEntry) {
  for (const state of kind.startsWith(`${subjectKind}.`) ? [before, after] : []) {
    const { name, title, label } = (state ?? {}) as Record<string, unknown>;
    for (const text of [name, title, label]) if (typeof text === 'string' && text) return text;
  }
  return undefined;
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
