import type { ReactNode } from 'react';
import type { Endpoint } from '../../contract/endpoint.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import type { FieldWords } from '../ui/form/edited.ts';

/** The words of a field that holds the id of something with a name, or several ids. `read` returns it by its id. */
export function named(label: string, read: Endpoint): FieldWords {
  return { label, show: (value: string | number | (string | number)[]) => namesOf(read, [value].flat()) };
}

/** The names of things in their order. */
export function namesOf(read: Endpoint, ids: readonly (string | number)[]): ReactNode {
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <NameOf read={read} id={Number(id)} />
    </span>
  ));
}

/** What is called so now; its number while that is not known. */
export function NameOf({ read, id }: { read: Endpoint; id: number }) {
  const { data } = useEndpoint(read, { params: { id } } as never);
  const { name, title, id: readId } = (data ?? {}) as { name?: string; title?: string; id?: number };
  return readId === id ? (name ?? title) : `#${id}`;
}
