import { useState } from 'react';
import { listSourceSignals } from '../../../contract/detect/sources.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { RawBody } from '../../detect/sources/raw-body.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';

/** The request behind a signal, as it arrived; read when somebody opens it. */
export function RawSignal({ sourceId, position }: { sourceId: number; position: string }) {
  const mayRead = useMay('sources.read');
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useEndpoint(
    listSourceSignals,
    { params: { id: sourceId }, query: { position } },
    { enabled: mayRead && isOpen },
  );
  if (!mayRead) return null;
  const request = data?.items.find((item) => item.position === position);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Raw signal</summary>
      {request && <RawBody request={request} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data && !request && <p className="muted">No longer kept.</p>}
    </details>
  );
}
