import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import {
  createDocument,
  getDocument,
  listDocuments,
  listDocumentVersions,
  type ProgramDocument,
  updateDocument,
} from '../../../contract/program/documents.ts';
import { getCourse, listCourses, readQuiz } from '../../../contract/program/training.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { MarkdownField } from '../../ui/form/markdown-field.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import styles from '../program.module.css';
import { type DocumentKind, documentWords, isDocumentKind } from './document-words.ts';

const kindOf = (text: string): DocumentKind => (isDocumentKind(text) ? text : 'course');

export function NewDocumentScreen() {
  const kind = kindOf(useParams({ from: '/app/program/files/$kind/new' }).kind);
  const { noun, parents, parent } = documentWords[kind];
  return (
    <>
      <PageHeader title={`New ${noun}`} parents={[...parents, parent]} />
      <DocumentForm kind={kind} />
    </>
  );
}

/** A course or a scenario as a file, to edit, to take along and to bring back. */
export function DocumentScreen() {
  const params = useParams({ from: '/app/program/files/$kind/$key' });
  const [kind, key] = [kindOf(params.kind), params.key];
  const { parents, parent } = documentWords[kind];
  const answer = useEndpoint(getDocument, { params: { kind, key } });
  return (
    <>
      <PageHeader
        title={answer.data?.title ?? key}
        parents={[...parents, parent]}
        actions={answer.data && <Download document={answer.data} />}
      />
      <Loaded answer={answer}>{(document) => <DocumentForm kind={kind} document={document} />}</Loaded>
      {answer.data && answer.data.version > 1 && <Versions kind={kind} of={key} />}
    </>
  );
}

function Download({ document }: { document: ProgramDocument }) {
  const href = `data:text/markdown;charset=utf-8,${encodeURIComponent(document.source)}`;
  return (
    <Button variant="default" component="a" href={href} download={`${document.key}.md`}>
      Download file
    </Button>
  );
}

type Values = { key: string; head: string; body: string };

/** A file as its two parts: the head between the lines of dashes, and what stands below it. */
function partsOf(source: string) {
  const found = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
  return found ? { head: found[1]!, body: source.slice(found[0].length) } : { head: '', body: source };
}

const fileOf = ({ head, body }: Pick<Values, 'head' | 'body'>) => `---\n${head}\n---\n${body}`;
const valuesOf = ({ key, source }: ProgramDocument): Values => ({ key, ...partsOf(source) });
const fields = { key: null, head: 'Head', body: 'Text' };

function DocumentForm({ kind, document }: { kind: DocumentKind; document?: ProgramDocument }) {
  const go = useGo();
  const changes = { changes: [listDocuments, getDocument, listDocumentVersions, listCourses, getCourse, readQuiz] };
  const create = useAction(createDocument, changes);
  const update = useAction(updateDocument, { ...changes, done: () => showToast('Saved.') });
  return (
    <FormFrame
      initialValues={document ? valuesOf(document) : { key: '', ...partsOf(documentWords[kind].begins) }}
      errorsAt={{ source: 'head' }}
      edited={
        document &&
        edited(document, valuesOf, fields, () => api.call(getDocument, { params: { kind, key: document.key } }))
      }
      validate={({ key }) => ({
        ...(!/^[a-z0-9][a-z0-9-]{0,62}$/.test(key) && { key: 'Use lower-case letters, digits and hyphens.' }),
      })}
      submitLabel="Save"
      withoutCancel
      done={() => {}}
      submit={async ({ key, ...parts }, { ifMatch, idempotencyKey }) => {
        const source = fileOf(parts);
        if (document) return update.mutateAsync({ params: { kind, key }, body: { source }, ifMatch });
        const created = await create.mutateAsync({ params: { kind }, body: { key, source }, idempotencyKey });
        go(paths.document(kind, created.key));
        return created;
      }}
    >
      {(form) => (
        <>
          {!document && (
            <TextInput
              label="Key"
              description="Part of its address; it stays"
              required
              className="mono"
              {...form.getInputProps('key')}
            />
          )}
          <div>
            <FileButton
              accept=".md,text/markdown,text/plain"
              onChange={(file) => {
                void file?.text().then((source) => {
                  form.setValues(partsOf(source));
                  if (!document && form.values.key === '') form.setFieldValue('key', file.name.replace(/\.md$/, ''));
                });
              }}
            >
              {(props) => (
                <Button variant="default" {...props}>
                  Read from a file
                </Button>
              )}
            </FileButton>
          </div>
          <Textarea
            label="Head"
            description="YAML. Faults are named by the line of the file."
            autosize
            minRows={10}
            maxRows={30}
            spellCheck={false}
            classNames={{ input: 'mono' }}
            {...form.getInputProps('head')}
          />
          <MarkdownField label="Text" {...form.getInputProps('body')} />
        </>
      )}
    </FormFrame>
  );
}

function Versions({ kind, of: key }: { kind: DocumentKind; of: string }) {
  const answer = useEndpoint(listDocumentVersions, { params: { kind, key } });
  return (
    <Loaded answer={answer}>
      {({ items }) =>
        items.length > 0 && (
          <details className={styles.details}>
            <summary>What was written before</summary>
            <ul className={styles.plainList}>
              {items.map(({ version, source, writtenAt, writtenBy }) => (
                <li key={writtenAt}>
                  <a
                    href={`data:text/markdown;charset=utf-8,${encodeURIComponent(source)}`}
                    download={`${key}-${version}.md`}
                  >
                    Version {version}
                  </a>
                  , {writtenBy.name}, {dayOf(writtenAt)}
                </li>
              ))}
            </ul>
          </details>
        )
      }
    </Loaded>
  );
}
