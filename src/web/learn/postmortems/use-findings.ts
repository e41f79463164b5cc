import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type BlamelessFinding, checkWording } from '../../../contract/learn/postmortems.ts';
import { api } from '../../data/api.ts';

const quietMs = 600;

export type Findings = {
  findings: readonly BlamelessFinding[];
  /** They are of the text as it is now: their offsets hold. */
  isCurrent: boolean;
  isChecked: boolean;
};

/** Wording that blames, looked for a moment after the last key. */
export function useFindings(text: string, isFullImpact: boolean): Findings {
  const [markdown] = useDebouncedValue(text, quietMs);
  const { data, isPlaceholderData } = useQuery({
    queryKey: [checkWording.name, isFullImpact, markdown],
    queryFn: ({ signal }) => api.call(checkWording, { body: { markdown, isFullImpact } }, { signal }),
    placeholderData: (before) => before,
    gcTime: 60_000,
  });
  const isCurrent = markdown === text && !isPlaceholderData;
  return useMemo(
    () => ({ findings: data?.findings ?? [], isCurrent, isChecked: data !== undefined }),
    [data, isCurrent],
  );
}
