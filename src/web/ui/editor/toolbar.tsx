import { ActionIcon, Button, Menu, Popover, TextInput } from '@mantine/core';
import {
  Bold,
  ChevronDown,
  Code,
  Italic,
  Link,
  List,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Quote,
  Redo2,
  Strikethrough,
  Table,
  Undo2,
} from 'lucide-react';
import { redo, undo } from 'prosemirror-history';
import type { Command, EditorState } from 'prosemirror-state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import { type KeyboardEvent, type Ref, useState } from 'react';
import * as commands from './commands.ts';
import styles from './rich-editor.module.css';
import { isSafeAddress } from './schema.ts';

const blockWords: Record<commands.BlockName, string> = {
  paragraph: 'Text',
  heading2: 'Heading',
  heading3: 'Subheading',
  heading4: 'Small heading',
  code_block: 'Code block',
};

type ToolbarProps = { state: EditorState; view: EditorView };

/** One stop for Tab; the arrow keys go from button to button. */
function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || (event.target as HTMLElement).tagName === 'INPUT') return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not([disabled])')];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  if (at === -1) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

export function Toolbar({ state, view }: ToolbarProps) {
  const run = (command: Command) => {
    command(view.state, view.dispatch.bind(view), view);
    view.focus();
  };
  const list = commands.listName(state);
  const block = commands.blockName(state);
  const tool = (label: string, icon: LucideIcon, command: Command, isOn?: boolean, keys?: string) => (
    <Tool label={label} icon={icon} isOn={isOn} keys={keys} isOff={!command(state)} run={() => run(command)} />
  );
  return (
    <div role="toolbar" aria-label="Formatting" className={styles.toolbar} onKeyDown={onKeyDown}>
      <Menu position="bottom-start" returnFocus={false}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={`Block type: ${blockWords[block]}`}
            rightSection={<ChevronDown size={14} aria-hidden />}
          >
            {blockWords[block]}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(blockWords).map(([name, words]) => (
            <Menu.Item key={name} onClick={() => run(commands.turnInto(name as commands.BlockName))}>
              {words}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {tool('Bold', Bold, commands.toggle('strong'), commands.hasMark(state, 'strong'), 'Control+B')}
      {tool('Italic', Italic, commands.toggle('em'), commands.hasMark(state, 'em'), 'Control+I')}
      {tool('Strikethrough', Strikethrough, commands.toggle('strike'), commands.hasMark(state, 'strike'))}
      {tool('Code', Code, commands.toggle('code'), commands.hasMark(state, 'code'), 'Control+E')}
      <LinkTool state={state} run={run} />
      <span className={styles.divider} />
      {tool('Bulleted list', List, commands.toggleList('bullet'), list === 'bullet', 'Control+Shift+8')}
      {tool('Numbered list', ListOrdered, commands.toggleList('ordered'), list === 'ordered', 'Control+Shift+7')}
      {tool('Checklist', ListChecks, commands.toggleList('check'), list === 'check', 'Control+Shift+9')}
      {tool('Quote', Quote, commands.toggleQuote, commands.isQuoted(state))}
      {isInTable(state) ? <TableTools run={run} /> : tool('Table', Table, commands.addTable)}
      <span className={styles.divider} />
      {tool('Undo', Undo2, undo, undefined, 'Control+Z')}
      {tool('Redo', Redo2, redo, undefined, 'Control+Shift+Z')}
    </div>
  );
}

type ToolProps = {
  label: string;
  icon: LucideIcon;
  isOn?: boolean;
  isOff?: boolean;
  keys?: string;
  run: () => void;
};

/** @param target what a popover gives to the button that it belongs to */
function Tool({ label, icon: Icon, isOn, isOff, keys, run, ...target }: ToolProps & { ref?: Ref<HTMLButtonElement> }) {
  return (
    <ActionIcon
      {...target}
      variant={isOn ? 'light' : 'subtle'}
      color={isOn ? undefined : 'gray'}
      aria-label={label}
      aria-pressed={isOn}
      aria-keyshortcuts={keys}
      aria-disabled={isOff}
      data-tip={keys ? `${label} (${keys.replaceAll('Control', 'Ctrl')})` : label}
      // The selection stays in the text.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => !isOff && run()}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}

function TableTools({ run }: { run: (command: Command) => void }) {
  const items: [string, Command][] = [
    ['Add row below', addRowAfter],
    ['Add column to the right', addColumnAfter],
    ['Delete row', deleteRow],
    ['Delete column', deleteColumn],
    ['Delete table', deleteTable],
  ];
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <Button
          variant="light"
          size="compact-sm"
          aria-label="Table"
          leftSection={<Table size={16} aria-hidden />}
          rightSection={<ChevronDown size={14} aria-hidden />}
        >
          Table
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(([words, command]) => (
          <Menu.Item key={words} onClick={() => run(command)}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function LinkTool({ state, run }: { state: EditorState; run: (command: Command) => void }) {
  const [address, setAddress] = useState<string | null>(null);
  const current = commands.linkAddress(state);
  const isRefused = address !== null && !isSafeAddress(address);
  const set = (next: string) => {
    const words = next.trim();
    const whole = words === '' || /^(?:[a-z][a-z0-9+.-]*:|[/#])/i.test(words) ? words : `https://${words}`;
    setAddress(null);
    run(commands.setLink(whole));
  };
  return (
    <Popover
      opened={address !== null}
      onChange={(isOpen) => !isOpen && setAddress(null)}
      trapFocus
      withinPortal={false}
    >
      <Popover.Target>
        <Tool label="Link" icon={Link} isOn={current !== null} run={() => setAddress(current ?? '')} />
      </Popover.Target>
      <Popover.Dropdown className={styles.link}>
        <TextInput
          label="Address"
          data-autofocus
          value={address ?? ''}
          error={isRefused && 'Enter a web or mail address.'}
          onChange={(event) => setAddress(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') run(() => setAddress(null) === undefined);
            if (event.key !== 'Enter' || isRefused) return;
            event.preventDefault();
            set(address ?? '');
          }}
        />
        <Button size="compact-sm" disabled={isRefused} onClick={() => set(address ?? '')}>
          Set link
        </Button>
        {current !== null && (
          <Button size="compact-sm" variant="default" onClick={() => set('')}>
            Remove link
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
