import { useSearch } from '@tanstack/react-router';
import { createSource, listSources, listSourceTypes } from '../../../contract/detect/sources.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';
import type { Sender } from './find-senders.ts';
import { SenderPicker } from './sender-picker.tsx';
import type { SourceType } from './settings-fields.tsx';
import { SourceFields, sourceFaults, sourceInputOf, sourceValues } from './source-form.tsx';
import styles from './sources.module.css';

const parents = [{ label: 'Sources', href: paths.sources() }];
const parentsOfForm = [...parents, { label: 'Add a source', href: paths.newSource() }];

/** What sends, then what it is called; the key and the set-up come on the page of the new source. */
export function NewSourceScreen() {
  const { sender: chosen } = useSearch({ from: '/app/sources/new' });
  const { data, error, refetch } = useEndpoint(listSourceTypes, {});
  const mayManage = useMay('sources.manage');
  // An older node names no senders: its types stand for themselves.
  const senders = data && (data.senders.length > 0 ? data.senders : data.items.map(senderOfType));
  const sender = senders?.find(({ name }) => name === chosen);
  const type = data?.items.find((one) => one.type === sender?.type);
  if (mayManage && sender && type) return <NewSource key={sender.name} sender={sender} type={type} />;
  return (
    <>
      <PageHeader word="source" title="Add a source" parents={parents}>
        Choose what sends. You get an address with a key and the steps for it, and see the first signal arrive.
      </PageHeader>
      {!mayManage && <EmptyState kind="cleared">Your role can’t add sources. Ask an admin.</EmptyState>}
      {mayManage && !senders && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {mayManage && senders && <SenderPicker senders={senders} />}
    </>
  );
}

const senderOfType = ({ type, title, description }: SourceType): Sender => ({
  ...{ name: type, title, description, type },
  group: 'own',
  words: [],
});

function NewSource({ sender, type }: { sender: Sender; type: SourceType }) {
  const go = useGo();
  const create = useAction(createSource, { changes: [listSources] });
  const stored = sender.name === type.type ? null : sender.name;
  return (
    <>
      <PageHeader word="source" title={sender.title} parents={parentsOfForm}>
        {sender.description} The address, the key and the steps come next.
      </PageHeader>
      <div className={styles.form}>
        <FormFrame
          initialValues={sourceValues(type.type, undefined, stored)}
          validate={sourceFaults}
          submitLabel="Create source"
          submit={async (values) => {
            const source = await create.mutateAsync({ body: sourceInputOf(type.type, values) });
            go(paths.source(source.id));
          }}
          done={() => {}}
          withoutCancel
        >
          {(form) => <SourceFields form={form} type={type} isNew />}
        </FormFrame>
      </div>
    </>
  );
}
