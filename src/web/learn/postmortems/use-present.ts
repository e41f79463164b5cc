import { useEffect, useRef, useState } from 'react';
import { joinPostmortem, type PresentWriter } from '../../../contract/learn/postmortem-comments.ts';
import { api } from '../../data/api.ts';
import { usePerson } from '../../data/session.ts';

const presenceEveryMs = 5_000;

/** Says that this person has the postmortem open, and in which section they write; returns who else has. */
export function usePresent(id: number, section: string | null): PresentWriter[] {
  const me = usePerson()?.id;
  const [present, setPresent] = useState<PresentWriter[]>([]);
  const latest = useRef(section);
  latest.current = section;
  const join = useRef(() => {});
  useEffect(() => {
    const leaving = new AbortController();
    join.current = async () => {
      if (document.hidden) return;
      const body = { section: latest.current };
      const answer = await api
        .call(joinPostmortem, { params: { id }, body }, { signal: leaving.signal })
        .catch(() => null);
      if (answer && !leaving.signal.aborted) setPresent(answer.items);
    };
    join.current();
    const timer = setInterval(() => join.current(), presenceEveryMs);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another section is told at once
  useEffect(() => {
    join.current();
  }, [section]);
  return present.filter(({ person }) => person.id !== me);
}
