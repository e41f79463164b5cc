import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  listPlaybookVersions,
  type Playbook,
  publishPlaybook,
  readPlaybook,
  readPlaybookReaders,
} from '../../../contract/program/playbook.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { useLinkedForm } from '../linked-form.ts';
import { Loaded } from '../loaded.tsx';
import { NoPrint, PrintButton } from '../no-print.tsx';
import { programParents } from '../parents.ts';
import programStyles from '../program.module.css';
import { Changes } from './changes.tsx';
import styles from './playbook.module.css';

const follows = [
  ...(['playbook', 'severity', 'protocol', 'escalationPolicy', 'service'] as const),
  ...(['runbook', 'messageTemplate', 'schedule'] as const),
];

/** How this organisation handles incidents: as it is configured now, and how that differs from what was published. */
export function PlaybookScreen() {
  const answer = useEndpoint(readPlaybook, {}, { follows });
  const guard = useGuard('program.manage');
  const [isPublishing, setPublishing] = useState(useLinkedForm('publish') && !guard.disabled);
  const { published = null, changes = [] } = answer.data ?? {};
  const isNews = answer.data !== undefined && (published === null || changes.length > 0);
  const number = (published?.id ?? 0) + 1;
  return (
    <>
      <PageHeader
        word="playbook"
        title="Playbook"
        parents={programParents}
        actions={
          <>
            <PrintButton />
            <Button component="a" variant="default" href="/api/v1/program/playbook/site.zip" download>
              Download site
            </Button>
            {isNews && (
              <Button {...guard} onClick={() => setPublishing(true)}>
                Publish version {number}
              </Button>
            )}
          </>
        }
      >
        Generated from the live configuration. People read and confirm the version published last.
      </PageHeader>
      <Loaded answer={answer}>
        {(playbook) => (
          <>
            <NoPrint>
              <Status playbook={playbook} />
              {playbook.changes.length > 0 && (
                <Section title={`Changed since version ${playbook.published!.id}`}>
                  <Changes changes={playbook.changes} />
                </Section>
              )}
            </NoPrint>
            <article className={programStyles.reading}>
              <Markdown text={playbook.markdown} />
            </article>
          </>
        )}
      </Loaded>
      <PublishForm number={number} opened={isPublishing} close={() => setPublishing(false)} />
    </>
  );
}

function Status({ playbook: { published, changes } }: { playbook: Playbook }) {
  if (!published) {
    return (
      <div className={styles.status}>
        <strong>No version is published yet.</strong>
        <span className="muted">Publish one, so that people can read and confirm how you work.</span>
      </div>
    );
  }
  const { id, note, publishedBy, publishedAt, isAsked, confirmedAt } = published;
  return (
    <div className={styles.status}>
      <strong>
        Version {id}, published on {dayOf(publishedAt)} by {publishedBy.name}
      </strong>
      <span className={styles.note}>{note}</span>
      <span className="muted">
        {changes.length === 0
          ? 'What is configured now is what it says.'
          : 'Some of it is configured otherwise by now.'}
        {confirmedAt && ` You confirmed it on ${dayOf(confirmedAt)}.`}
      </span>
      <div className={styles.actions}>
        {isAsked && !confirmedAt && (
          <Button component="a" href={paths.playbookVersion(id)}>
            Read and confirm
          </Button>
        )}
        <a href={paths.playbookVersion(id)}>Open version {id}</a>
        <a href={paths.playbookVersions()}>All versions</a>
        <a href={paths.playbookReaders()}>Who has read it</a>
      </div>
    </div>
  );
}

function PublishForm({ number, opened, close }: { number: number; opened: boolean; close: () => void }) {
  const publish = useAction(publishPlaybook, {
    changes: [readPlaybook, listPlaybookVersions, readPlaybookReaders, readProgram],
  });
  return (
    <FormModal
      title={`Publish version ${number}`}
      opened={opened}
      close={close}
      submitLabel="Publish"
      initialValues={{ note: '' }}
      validate={({ note }) => (note.trim() === '' ? { note: 'Say what changed.' } : {})}
      submit={(body, { idempotencyKey }) => publish.mutateAsync({ body, idempotencyKey })}
    >
      {(form) => (
        <>
          <p>
            Those who should read it are told, and reminded once a week until they confirm. A published version stays as
            it is.
          </p>
          <Textarea
            label="What changed"
            required
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={2000}
            {...form.getInputProps('note')}
          />
        </>
      )}
    </FormModal>
  );
}
