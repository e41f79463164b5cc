import { ActionIcon, Button, Input, Select, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import styles from './sources.module.css';

type Row = { key: number; word: string; meaning: string };

export type WordMapProps = {
  label: string;
  description: string;
  error: string | undefined;
  options: { value: string; label: string }[];
  words: [string, string][];
  /** Called with the rows that have a word. */
  change: (words: [string, string][]) => void;
};

/** What each of a sender's words means, one row a word. Half-written rows live here and are not passed on. */
export function WordMap({ label, description, error, options, words, change }: WordMapProps) {
  const [rows, setRows] = useState<Row[]>(() => words.map(([word, meaning], key) => ({ key, word, meaning })));
  const take = (next: Row[]) => {
    setRows(next);
    change(next.filter(({ word }) => word.trim() !== '').map(({ word, meaning }) => [word.trim(), meaning]));
  };
  const edit = (key: number, part: Partial<Row>) =>
    take(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    setRows([...rows, { key, word: '', meaning: options[0]!.value }]);
  };
  return (
    <fieldset className={styles.words}>
      <legend>{label}</legend>
      <Input.Description>{description}</Input.Description>
      {rows.map(({ key, word, meaning }) => (
        <div key={key} className={styles.word}>
          <TextInput
            aria-label={`${label}: word`}
            placeholder="the sender’s word"
            maxLength={100}
            value={word}
            onChange={(event) => edit(key, { word: event.currentTarget.value })}
          />
          <Select
            aria-label={`${label}: meaning of ${word || 'the word'}`}
            data={options}
            allowDeselect={false}
            value={meaning}
            onChange={(next) => edit(key, { meaning: next ?? meaning })}
          />
          <ActionIcon
            aria-label={`Remove ${word || 'the row'}`}
            onClick={() => take(rows.filter((row) => row.key !== key))}
          >
            <X size={14} />
          </ActionIcon>
        </div>
      ))}
      {error && <Input.Error>{error}</Input.Error>}
      <Button variant="default" onClick={add} leftSection={<Plus size={14} />}>
        Add a word
      </Button>
    </fieldset>
  );
}
