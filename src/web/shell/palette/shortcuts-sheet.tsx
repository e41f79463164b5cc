import { Modal, Switch } from '@mantine/core';
import { currentCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { preferences, usePreferences } from '../../keys/preferences.ts';
import { useFocusReturn } from '../../ui/screen/use-focus-return.ts';
import styles from './shortcuts-sheet.module.css';

/** Every shortcut that works on the page below, read from the commands themselves. */
export function ShortcutsSheet({ close }: { close: () => void }) {
  const { singleKeyShortcuts } = usePreferences();
  const taken = new Set<string>();
  const commands = currentCommands().filter(({ keys }) => keys && !taken.has(keys) && taken.add(keys));
  const groups = new Map<string, typeof commands>();
  for (const command of commands) {
    const group = command.group ?? 'This screen';
    groups.set(group, [...(groups.get(group) ?? []), command]);
  }
  useFocusReturn(true);
  return (
    <Modal opened onClose={close} title="Keyboard shortcuts" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Switch
        label="Single-key shortcuts"
        description="Turn them off if they interfere with speech input. Shortcuts with Ctrl or Command stay on."
        checked={singleKeyShortcuts}
        onChange={(event) => preferences.change({ singleKeyShortcuts: event.currentTarget.checked })}
      />
      <div className={styles.groups}>
        {[...groups].map(([group, members]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {members.map(({ keys, label }) => (
                <div key={keys} className={styles.line}>
                  <dt>{label}</dt>
                  <dd>
                    <KeyCaps keys={keys as string} />
                    <span className="visually-hidden">{keys}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
