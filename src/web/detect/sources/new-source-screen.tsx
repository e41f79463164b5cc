import { Radio } from '@mantine/core';
import { useRouter, useSearch } from '@tanstack/react-router';
import { createSource, listSources, listSourceTypes } from '../../../contract/detect/sources.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { SourceFields, sourceFaults, sourceInputOf, sourceValues } from './source-form.tsx';
import styles from './sources.module.css';

const parents = [{ label: 'Sources', href: paths.sources() }];

/** What sends, then what it is called; the key and the set-up come on the page of the new source. */
export function NewSourceScreen() {
  const { type: chosen } = useSearch({ from: '/app/sources/new' });
  const { data, error, refetch } = useEndpoint(listSourceTypes, {});
  const mayManage = useMay('sources.manage');
  const router = useRouter();
  const go = useGo();
  const create = useAction(createSource, { changes: [listSources] });
  const type = data?.items.find((one) => one.type === chosen);
  const head = (
    <PageHeader word="source" title="Add a source" parents={parents}>
      Choose a source type. You get an address with a key and see the first signal arrive.
    </PageHeader>
  );
  if (!mayManage) {
    return (
      <>
        {head}
        <EmptyState kind="cleared">Your role can’t add sources. Ask an admin.</EmptyState>
      </>
    );
  }
  if (!data) {
    return (
      <>
        {head}
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />}
      </>
    );
  }
  return (
    <>
      {head}
      <Section title="1. Choose a source type">
        <Radio.Group
          aria-label="Source type"
          value={type?.type ?? null}
          onChange={(next) => router.history.replace(paths.newSource({ type: next }))}
        >
          <div className={styles.types}>
            {data.items.map((one) => (
              <Radio.Card key={one.type} value={one.type} className={styles.type}>
                <span className={styles.mark}>
                  <Glyph name={one.type === type?.type ? 'check' : 'ring'} size={16} />
                </span>
                <span className={styles.typeWords}>
                  <strong>{one.title}</strong>
                  <span className="muted">{one.description}</span>
                </span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
      </Section>
      {type && (
        <Section title="2. Set up the source">
          <div className={styles.form}>
            <FormFrame
              key={type.type}
              initialValues={sourceValues(type.type)}
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
        </Section>
      )}
    </>
  );
}
