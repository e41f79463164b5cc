import { Button, Select, TextInput } from '@mantine/core';
import type { ChannelDescription } from '../../../contract/respond/channels.ts';
import type { ChatRoom } from '../../../contract/respond/escalation-definition.ts';
import { DescribedFields } from '../../directory/channels/described-fields.tsx';
import { useChannels } from '../../directory/channels/use-channels.ts';
import { paths } from '../../paths.ts';
import styles from './ladder.module.css';

type ChatRoomFieldsProps = {
  rooms: readonly ChatRoom[];
  /** Of the step, within a sentence: `step 2`. */
  of: string;
  error: (path: string) => string | undefined;
  change: (rooms: ChatRoom[]) => void;
};

/** What is missing for a step to post to a chat room; nothing where a provider can. */
export function ChatRoomHint() {
  const channels = useChannels().data?.items;
  if (!channels || placesOf(channels.filter(({ hasRooms }) => hasRooms)).length > 0) return null;
  return (
    <p className="muted">
      Steps can also post to chat rooms once <a href={paths.providers()}>Providers</a> has one for a chat, such as Slack
      or Teams.
    </p>
  );
}

/** The chat rooms that a step posts to, through the providers there are. */
export function ChatRoomFields({ rooms, of, error, change }: ChatRoomFieldsProps) {
  const { channels, emptyRoom } = useChatRooms();
  if (!emptyRoom && rooms.length === 0) return null;
  return (
    <>
      {rooms.map((room, index) => (
        <RoomFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a room being filled in has no other identity
          key={index}
          room={room}
          label={`chat room ${index + 1} of ${of}`}
          channels={channels}
          error={(path) => error(`${index}.${path}`)}
          change={(next) => change(rooms.map((each, at) => (at === index ? next : each)))}
          remove={() => change(rooms.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button
          variant="default"
          disabled={!emptyRoom || rooms.length >= 10}
          onClick={() => change([...rooms, emptyRoom!])}
        >
          Add a chat room
        </Button>
      </div>
    </>
  );
}

type RoomFieldsProps = {
  room: ChatRoom;
  label: string;
  channels: readonly ChannelDescription[];
  error: (path: string) => string | undefined;
  change: (room: ChatRoom) => void;
  remove?: () => void;
};

/** The channels that have rooms, and an empty room of the first provider; null while there is none. */
export function useChatRooms() {
  const channels = (useChannels().data?.items ?? []).filter(({ hasRooms }) => hasRooms);
  const [first] = placesOf(channels);
  return { channels, emptyRoom: first ? { name: '', ...first.place, settings: {} } : null };
}

/** Where one chat room is. */
export function RoomFields({ room, label, channels, error, change, remove }: RoomFieldsProps) {
  const places = placesOf(channels);
  const fields = channels.find(({ channel }) => channel === room.channel)?.roomFields ?? [];
  const value = textOf(room);
  const known = places.some((each) => each.value === value);
  const errors = Object.fromEntries(fields.map(({ key }) => [`settings.${key}`, error(`settings.${key}`)]));
  return (
    <fieldset className={styles.room}>
      <legend className="visually-hidden">{label}</legend>
      <Select
        label="Posts through"
        allowDeselect={false}
        data={known ? places : [...places, { value, label: 'A provider that is disabled or gone' }]}
        error={error('providerId') ?? error('channel')}
        value={value}
        onChange={(next) => {
          const place = places.find((each) => each.value === next)?.place;
          if (place) change({ ...room, ...place, settings: place.channel === room.channel ? room.settings : {} });
        }}
      />
      <TextInput
        label="Room"
        description="What people call it"
        required
        maxLength={80}
        placeholder="#payments"
        error={error('name')}
        value={room.name}
        onChange={(event) => change({ ...room, name: event.currentTarget.value })}
      />
      <DescribedFields
        fields={fields}
        settings={room.settings}
        errors={errors}
        change={(key, text) => change({ ...room, settings: { ...room.settings, [key]: String(text) } })}
      />
      {remove && (
        <div>
          <Button variant="default" onClick={remove}>
            Remove<span className="visually-hidden"> {label}</span>
          </Button>
        </div>
      )}
    </fieldset>
  );
}

const textOf = ({ channel, providerId }: Pick<ChatRoom, 'channel' | 'providerId'>) => `${channel}:${providerId}`;

/** Every provider with the channels of chats that it carries. */
function placesOf(channels: readonly ChannelDescription[]) {
  return channels.flatMap(({ channel, title, providers }) =>
    (providers ?? []).map(({ id: providerId, name }) => ({
      value: textOf({ channel, providerId }),
      label: name === title ? name : `${name} (${title})`,
      place: { channel, providerId },
    })),
  );
}
