import '@mantine/spotlight/styles.layer.css';
import './palette.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { type Command, currentCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { type Found, findCommands } from './palette-search.ts';
import { type PaletteSource, paletteSources } from './palette-sources.ts';

const [store, spotlight] = createSpotlight();

/**
 * The command palette: everything that can be done here, and everything that can be found. `>` narrows to actions;
 * the prefixes of palette-sources.ts narrow to one kind of thing.
 */
export function Palette({ close }: { close: () => void }) {
  const [query, setQuery] = useState('');
  const [commands] = useState(currentCommands);
  const [sources] = useState(paletteSources);
  useEffect(() => {
    spotlight.open();
    return () => spotlight.close();
  }, []);
  const found = findCommands(commands, query);
  const { things, isAsking } = useFoundThings(sources, query);
  const go = useGo();
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={close}
      shortcut={null}
      scrollable
      maxHeight="min(420px, 60dvh)"
      radius="lg"
      centered={false}
      yOffset="12dvh"
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      attributes={{ content: { 'aria-label': 'Search or run' } }}
    >
      <Spotlight.Search
        placeholder="Type a command or a name; > actions, # incidents, @ people"
        aria-label="Command or name"
      />
      <Spotlight.ActionsList>
        {found.map(({ group, commands: members }) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {members.map((command: Command) => (
              <Spotlight.Action
                key={group + command.label}
                label={command.label}
                onClick={command.run}
                rightSection={command.keys ? <KeyCaps keys={command.keys} /> : undefined}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {things.map(({ source, items }) => (
          <Spotlight.ActionsGroup key={source} label={source}>
            {items.map((item) => (
              <Spotlight.Action
                key={item.href}
                label={item.label}
                description={item.detail}
                onClick={() => go(item.href)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && things.length === 0 && (
          <Spotlight.Empty>{isAsking ? 'Searching…' : 'No matches'}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

type FoundThings = { things: { source: string; items: Found[] }[]; isAsking: boolean };

function useFoundThings(sources: readonly PaletteSource[], query: string): FoundThings {
  const text = useDeferredValue(query.trim());
  const isNarrowed = sources.some(({ prefix }) => prefix !== '' && text.startsWith(prefix));
  const asked = sources.filter(({ prefix }) =>
    isNarrowed ? prefix !== '' && text.startsWith(prefix) && text.length > prefix.length : text.length > 1,
  );
  const answer = useQuery({
    queryKey: ['palette', text],
    enabled: asked.length > 0 && !text.startsWith('>'),
    queryFn: ({ signal }) =>
      Promise.all(
        asked.map(async ({ label, prefix, search }) => ({
          source: label,
          // What one source cannot tell does not hide what the others found.
          items: await search(isNarrowed ? text.slice(prefix.length).trim() : text, signal).catch(() => []),
        })),
      ),
    placeholderData: (before) => before,
  });
  const things = (asked.length > 0 && answer.data ? answer.data : []).filter(({ items }) => items.length > 0);
  return { things, isAsking: asked.length > 0 && answer.isFetching };
}
