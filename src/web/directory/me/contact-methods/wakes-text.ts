import type { ContactMethod } from '../../../../contract/directory/contact-methods.ts';
import type { ChannelAbilities, ChannelDescription } from '../../../../contract/respond/channels.ts';

type Described = Pick<ChannelDescription, 'channel'> & { abilities: Pick<ChannelAbilities, 'wakes'> };

/** Which of these contact methods ring through do-not-disturb, in a sentence or two; null when none does. */
export function wakesText(
  methods: readonly Pick<ContactMethod, 'channel' | 'label'>[],
  channels: readonly Described[],
): string | null {
  const named = (wakes: ChannelAbilities['wakes']) =>
    methods
      .filter(({ channel }) => channels.find((each) => each.channel === channel)?.abilities.wakes === wakes)
      .map(({ label }) => label);
  const always = named('yes');
  const ifAllowed = named('if-allowed');
  if (always.length + ifAllowed.length === 0) return null;
  const sentences = [
    always.length > 0 && `${list.format(always)} can wake you.`,
    ifAllowed.length > 0 &&
      `${list.format(ifAllowed)} can wake you if you allow it on the device to ring through do-not-disturb.`,
  ];
  return sentences.filter(Boolean).join(' ');
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });
