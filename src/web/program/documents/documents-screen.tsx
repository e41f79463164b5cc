import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { getDocument, listDocuments, removeDocument, restoreDocument } from '../../../contract/program/documents.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { type DocumentKind, documentWords, isDocumentKind } from './document-words.ts';

type Summary = OutputOf<typeof listDocuments>['items'][number];

/** Courses or scenarios as files: as they came, as they were changed, and those of an organisation's own. */
export function DocumentsScreen() {
  const { kind } = useParams({ from: '/app/program/files/$kind' });
  return <Documents kind={isDocumentKind(kind) ? kind : 'course'} />;
}

function Documents({ kind }: { kind: DocumentKind }) {
  const words = documentWords[kind];
  const list = useEndpoint(listDocuments, { params: { kind } });
  const go = useGo();
  const guard = useGuard('program.manage');
  const changes = { changes: [listDocuments, getDocument] };
  const restore = useAction(restoreDocument, changes);
  const remove = useAction(removeDocument, changes);
  const bringBack = ({ key }: Summary) => restore.mutate({ params: { kind, key } });
  const takeAway = (one: Summary) =>
    remove.mutate(
      { params: { kind, key: one.key } },
      {
        onSuccess: () =>
          showUndo(one.origin === 'own' ? 'Archived.' : 'It is as it came with the product.', () => bringBack(one)),
      },
    );
  const add = () => !guard.disabled && go(paths.documentNew(kind));
  useShortcut('n', `New ${words.noun}`, add);
  return (
    <>
      <PageHeader
        title={words.title}
        parents={words.parents}
        actions={
          <Button {...guard} onClick={add}>
            New {words.noun}
          </Button>
        }
      >
        {words.purpose}
      </PageHeader>
      <Loaded answer={list}>
        {({ items }) => (
          <>
            <Cards label={words.title}>
              {items
                .filter(({ isArchived }) => !isArchived)
                .map((one) => (
                  <Card
                    key={one.key}
                    actions={
                      one.origin !== 'shipped' && (
                        <Button variant="default" {...guard} onClick={() => takeAway(one)}>
                          {one.origin === 'own' ? 'Archive' : 'Reset'}
                        </Button>
                      )
                    }
                  >
                    <Name kind={kind} one={one} />
                  </Card>
                ))}
            </Cards>
            {items.some(({ isArchived }) => isArchived) && (
              <Section title="Archived">
                <Cards label="Archived">
                  {items
                    .filter(({ isArchived }) => isArchived)
                    .map((one) => (
                      <Card
                        key={one.key}
                        actions={
                          <Button variant="default" {...guard} onClick={() => bringBack(one)}>
                            Restore
                          </Button>
                        }
                      >
                        <Name kind={kind} one={one} />
                      </Card>
                    ))}
                </Cards>
              </Section>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Name({ kind, one }: { kind: DocumentKind; one: Summary }) {
  const { key, title, origin, updatedAt, updatedBy } = one;
  return (
    <>
      <div>
        <a href={paths.document(kind, key)}>{title}</a>{' '}
        {origin !== 'shipped' && (
          <Badge tone="maintenance" glyph="square" look="plain">
            {origin === 'own' ? 'Your own' : 'Changed'}
          </Badge>
        )}
      </div>
      <div className="muted">
        <span className="mono">{key}</span>
        {updatedAt && updatedBy ? ` · ${updatedBy.name}, ${dayOf(updatedAt)}` : ''}
      </div>
    </>
  );
}
