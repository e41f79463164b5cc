import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Differences } from './differences.tsx';
import { Markdown } from './markdown.tsx';

type VersionTextProps = {
  text: string;
  /** The text it is held against; null: there is none. */
  before: string | null;
  /** Such as “Changes since version 3”. */
  comparison: string;
};

/** A version of a Markdown text: what it changed, or all of it. */
export function VersionText({ text, before, comparison }: VersionTextProps) {
  const [chosen, setShow] = useState<'changes' | 'text'>('changes');
  const show = before === null ? 'text' : chosen;
  return (
    <>
      {before !== null && (
        <SegmentedControl
          mb={16}
          aria-label="What to show"
          value={show}
          onChange={(value) => setShow(value as typeof show)}
          data={[
            { value: 'changes', label: comparison },
            { value: 'text', label: 'Whole text' },
          ]}
        />
      )}
      {before !== null && show === 'changes' ? <Differences before={before} after={text} /> : <Markdown text={text} />}
    </>
  );
}
