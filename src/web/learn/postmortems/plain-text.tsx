import { Textarea } from '@mantine/core';
import { useImperativeHandle, useRef } from 'react';
import { sectionsOf } from '../../../domain/learn/text-sections.ts';
import type { Draft } from './use-draft.ts';

type PlainTextProps = { draft: Draft; sectionChanged: (key: string | null) => void };

/** The text as Markdown. */
export function PlainText({ draft, sectionChanged }: PlainTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(draft.surface, () => ({
    show(start, end) {
      const area = field.current!;
      area.focus();
      area.setSelectionRange(start, end);
      const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
      area.scrollTop = Math.max(0, area.value.slice(0, start).split('\n').length * lineHeight - area.clientHeight / 2);
      area.scrollIntoView({ block: 'nearest' });
    },
    insertionPoint: () => field.current!.selectionEnd,
  }));
  const tellSection = () => {
    const upTo = draft.text.slice(0, field.current?.selectionStart ?? 0);
    sectionChanged(sectionsOf(upTo, 2).at(-1)?.key ?? null);
  };
  return (
    <Textarea
      ref={field}
      aria-label="Postmortem text"
      value={draft.text}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onSelect={tellSection}
      onBlur={() => sectionChanged(null)}
      rows={28}
      classNames={{ input: 'mono' }}
      spellCheck
    />
  );
}
