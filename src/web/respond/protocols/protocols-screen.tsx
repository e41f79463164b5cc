import { Button } from '@mantine/core';
import {
  archiveProtocol,
  listProtocols,
  type Protocol,
  resetProtocol,
  restoreProtocol,
  updateProtocol,
} from '../../../contract/respond/protocols.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { dayOf } from '../../ui/time/time.tsx';

/** The checklists that war rooms work through: as they came, as they were changed, and those of an organisation's own. */
export function ProtocolsScreen() {
  const { data, error, refetch } = useEndpoint(listProtocols, {}, { follows: ['protocol', 'severity'] });
  const go = useGo();
  const guard = useGuard('incidents.manage');
  const changes = { changes: [listProtocols] };
  const update = useAction(updateProtocol, changes);
  const reset = useAction(resetProtocol, changes);
  const archive = useAction(archiveProtocol, changes);
  const restore = useAction(restoreProtocol, changes);
  const takeBack = ({ key, name, items }: Protocol) =>
    reset.mutate(
      { params: { key } },
      {
        onSuccess: ({ version: ifMatch }) =>
          showUndo('It is as it came with the product.', () =>
            update.mutate({ params: { key }, body: { name, items }, ifMatch }),
          ),
      },
    );
  const takeAway = ({ key }: Protocol) =>
    archive.mutate(
      { params: { key } },
      { onSuccess: () => showUndo('Archived: it is no longer offered.', () => restore.mutate({ params: { key } })) },
    );
  const add = () => !guard.disabled && go(paths.newProtocol());
  useShortcut('n', 'New protocol', add);
  const archived = data?.items.filter(({ isArchived }) => isArchived) ?? [];
  return (
    <>
      <PageHeader
        word="protocol"
        title="Protocols"
        actions={
          <Button {...guard} onClick={add}>
            New protocol
          </Button>
        }
      >
        The checklist of a war room. Each <a href={paths.severities()}>severity</a> has one; a room can use another.
      </PageHeader>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {data && (
        <Cards label="Protocols">
          {data.items
            .filter(({ isArchived }) => !isArchived)
            .map((protocol) => (
              <Card
                key={protocol.key}
                actions={
                  <>
                    {protocol.origin === 'changed' && (
                      <Button variant="default" {...guard} onClick={() => takeBack(protocol)}>
                        Reset
                      </Button>
                    )}
                    {protocol.severities.length === 0 && (
                      <Button variant="default" {...guard} onClick={() => takeAway(protocol)}>
                        Archive
                      </Button>
                    )}
                  </>
                }
              >
                <Name protocol={protocol} />
              </Card>
            ))}
        </Cards>
      )}
      {archived.length > 0 && (
        <Section title="Archived">
          <Cards label="Archived">
            {archived.map((protocol) => (
              <Card
                key={protocol.key}
                actions={
                  <Button
                    variant="default"
                    {...guard}
                    onClick={() => restore.mutate({ params: { key: protocol.key } })}
                  >
                    Restore
                  </Button>
                }
              >
                <Name protocol={protocol} />
              </Card>
            ))}
          </Cards>
        </Section>
      )}
    </>
  );
}

function Name({ protocol: { key, name, items, origin, severities, updatedAt, updatedBy } }: { protocol: Protocol }) {
  const uses = severities.length === 0 ? 'No severity' : severities.map(severityLabel).join(', ');
  return (
    <>
      <div>
        <a href={paths.protocol(key)}>{name}</a>{' '}
        {origin !== 'shipped' && (
          <Badge tone="maintenance" glyph="square" look="plain">
            {origin === 'own' ? 'Your own' : 'Changed'}
          </Badge>
        )}
      </div>
      <div className="muted">
        {uses} · {items.length === 1 ? '1 item' : `${items.length} items`}
        {updatedAt && updatedBy ? ` · ${updatedBy.name}, ${dayOf(updatedAt)}` : ''}
      </div>
    </>
  );
}
