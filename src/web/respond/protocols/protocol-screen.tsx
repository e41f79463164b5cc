import { useParams } from '@tanstack/react-router';
import { listProtocols } from '../../../contract/respond/protocols.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { ProtocolForm } from './protocol-form.tsx';

const parents = [{ label: 'Protocols', href: paths.protocols() }];

export function NewProtocolScreen() {
  return (
    <>
      <PageHeader title="New protocol" parents={parents} />
      <ProtocolForm />
    </>
  );
}

/** One protocol, item by item. What is ticked in rooms keeps the text it had. */
export function ProtocolScreen() {
  const { key } = useParams({ from: '/app/settings/protocols/$key' });
  const { data, error, refetch } = useEndpoint(listProtocols, {});
  const protocol = data?.items.find((one) => one.key === key);
  return (
    <>
      <PageHeader title={protocol?.name ?? key} parents={parents}>
        Open rooms follow what you save; what is ticked in them keeps the text it had.
      </PageHeader>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {data && (protocol ? <ProtocolForm key={key} protocol={protocol} /> : <p>There is no such protocol.</p>)}
    </>
  );
}
