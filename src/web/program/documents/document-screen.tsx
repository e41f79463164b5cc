import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import { useParams, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { ApiProblem } from '../../../client/client.ts';
import {
  createDocument,
  getDocument,
  listDocuments,
  listDocumentVersions,
  type ProgramDocument,
  updateDocument,
} from '../../../contract/program/documents.ts';
import { draftDrillScenario } from '../../../contract/program/drills.ts';
import { getCourse, listCourses, readQuiz } from '../../../contract/program/training.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { MarkdownField } from '../../ui/form/markdown-field.tsx';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import styles from '../program.module.css';
import { type DocumentKind, documentWords, isDocumentKind } from './document-words.ts';
import { embedPictures, pictureText, takePictures } from './picture-files.ts';

const kindOf = (text: string): DocumentKind => (isDocumentKind(text) ? text : 'course');

export function NewDocumentScreen() {
  const kind = kindOf(useParams({ from: '/app/program/files/$kind/new' }).kind);
  const { noun, parents, parent } = documentWords[kind];
  const { incident } = useSearch({ from: '/app/program/files/$kind/new' });
  const isDrawn = kind === 'scenario' && incident !== undefined;
  return (
    <>
      <PageHeader title={`New ${noun}`} parents={[...parents, parent]}>
        {isDrawn &&
          'Drawn from an incident: people, addresses and machines were replaced. Read it once more, names of products and customers are not recognised. Nothing is kept until you save.'}
      </PageHeader>
      {isDrawn ? <DrawnForm incidentId={incident} /> : <DocumentForm kind={kind} />}
    </>
  );
}

/** The form with what was drawn from an incident in it. */
function DrawnForm({ incidentId }: { incidentId: number }) {
  const answer = useEndpoint(draftDrillScenario, { params: { id: incidentId } });
  return <Loaded answer={answer}>{(draft) => <DocumentForm kind="scenario" begins={draft} />}</Loaded>;
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
        actions={
          answer.data && (
            <>
              {kind === 'course' && !answer.data.isArchived && (
                <Button variant="default" component="a" href={paths.course(key)}>
                  Open course
                </Button>
              )}
              <Download document={answer.data} />
            </>
          )
        }
      />
      <Loaded answer={answer}>{(document) => <DocumentForm kind={kind} document={document} />}</Loaded>
      {answer.data && answer.data.version > 1 && <Versions kind={kind} of={key} />}
    </>
  );
}

function Download({ document: { key, source } }: { document: ProgramDocument }) {
  const download = async () => {
    const link = window.document.createElement('a');
    link.href = URL.createObjectURL(new Blob([await embedPictures(source)], { type: 'text/markdown' }));
    link.download = `${key}.md`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button variant="default" onClick={() => void download()}>
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

/** Bytes: the longest text with some thirty of the largest pictures. */
const largestFile = 20 * 1024 * 1024;

async function readText(file: File): Promise<string> {
  if (file.size > largestFile) throw new Error('The largest file that can be read has 20 MB.');
  return takePictures(await file.text());
}

/** The key of a file that somebody brings. */
const keyOfFile = ({ name }: File) =>
  name
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 63);
const fileOf = ({ head, body }: Pick<Values, 'head' | 'body'>) => `---\n${head}\n---\n${body}`;
const valuesOf = ({ key, source }: ProgramDocument): Values => ({ key, ...partsOf(source) });
const fields = { key: null, head: 'Head', body: 'Text' };

/** A file is mended in one go: every fault is said, a line each. */
function withAllFaults(error: unknown): never {
  if (!(error instanceof ApiProblem)) throw error;
  const ofFile = error.errors.filter(({ path }) => path === 'body.source');
  if (ofFile.length < 2) throw error;
  const message = ofFile.map(({ message }) => message).join('\n');
  throw new ApiProblem({ ...error, title: error.title, errors: [{ path: 'body.source', message }] });
}

type DocumentFormProps = {
  kind: DocumentKind;
  document?: ProgramDocument;
  /** What a new one begins with, instead of an empty file. */
  begins?: { key: string; source: string };
};

function DocumentForm({ kind, document, begins }: DocumentFormProps) {
  const go = useGo();
  const changes = { changes: [listDocuments, getDocument, listDocumentVersions, listCourses, getCourse, readQuiz] };
  const create = useAction(createDocument, changes);
  const bodyField = useRef<HTMLTextAreaElement>(null);
  const update = useAction(updateDocument, { ...changes, done: () => showToast('Saved.') });
  return (
    <FormFrame
      initialValues={
        document
          ? valuesOf(document)
          : { key: begins?.key ?? '', ...partsOf(begins?.source ?? documentWords[kind].begins) }
      }
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
        if (document)
          return update.mutateAsync({ params: { kind, key }, body: { source }, ifMatch }).catch(withAllFaults);
        const created = await create
          .mutateAsync({ params: { kind }, body: { key, source }, idempotencyKey })
          .catch(withAllFaults);
        go(paths.document(kind, created.key));
        return created;
      }}
    >
      {(form) => (
        <>
          {!document && (
            <TextInput
              label="Key"
              description="Part of its address; it cannot be changed later"
              required
              classNames={{ input: 'mono' }}
              {...form.getInputProps('key')}
            />
          )}
          <div className={styles.row}>
            <FileButton
              accept=".md,text/markdown,text/plain"
              onChange={(file) => {
                if (!file) return;
                void readText(file).then((source) => {
                  form.setValues(partsOf(source));
                  if (!document && form.values.key === '') form.setFieldValue('key', keyOfFile(file));
                }, sayRefusal);
              }}
            >
              {(props) => (
                <Button variant="default" {...props}>
                  Read from a file
                </Button>
              )}
            </FileButton>
            <FileButton
              accept="image/png,image/jpeg,image/webp,image/gif"
              onChange={(file) => {
                if (!file) return;
                void pictureText(file).then((shown) => {
                  const at = bodyField.current?.selectionEnd ?? form.values.body.length;
                  form.setFieldValue('body', (body) => `${body.slice(0, at)}${shown}${body.slice(at)}`);
                }, sayRefusal);
              }}
            >
              {(props) => (
                <Button variant="default" {...props}>
                  Add a picture
                </Button>
              )}
            </FileButton>
          </div>
          <Textarea
            label="Head"
            description="YAML. It begins on line 2 of the file; faults are named by their line."
            autosize
            minRows={10}
            maxRows={30}
            spellCheck={false}
            classNames={{ input: 'mono', error: styles.faults! }}
            {...form.getInputProps('head')}
          />
          <MarkdownField
            ref={bodyField}
            label="Text"
            description="A picture goes where the cursor is: PNG, JPEG, WebP or GIF, at most 512 KB."
            {...form.getInputProps('body')}
          />
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
