import { Select } from '@mantine/core';
import { chooseIncidentProtocol } from '../../../../contract/respond/incidents/checklist.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { listProtocols } from '../../../../contract/respond/protocols.ts';
import { protocolSwitch, switchText } from '../../../../domain/respond/incidents/protocol.ts';
import { severityLabel } from '../../../../domain/severity.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { protocolChoices } from '../../protocols/protocol-words.ts';
import { useRoomAction } from '../room/use-room.ts';

/** What a room works through instead, and what that changes in it. */
export function ProtocolForm({ room, opened, close }: { room: IncidentRoom; opened: boolean; close: () => void }) {
  const { protocolKey, isChosen, items } = room.checklist;
  const protocols = useEndpoint(listProtocols, {}, { enabled: opened }).data?.items ?? [];
  const choose = useRoomAction(chooseIncidentProtocol);
  const ofSeverity = protocols.find(({ severities }) => severities.some((one) => one === room.severity));
  const asSeverity = `As ${severityLabel(room.severity)} says: ${ofSeverity?.name ?? '…'}`;
  const ticked = items.flatMap(({ id, state }) => (state === 'done' ? [id] : []));
  const changeTo = (key: string) => {
    const next = key === '' ? ofSeverity : protocols.find((one) => one.key === key);
    return next && next.key !== protocolKey ? switchText(protocolSwitch(items, next.items, ticked)) : null;
  };
  return (
    <FormModal<{ key: string }>
      title="Change protocol"
      opened={opened}
      close={close}
      submitLabel="Change protocol"
      initialValues={{ key: isChosen ? protocolKey : '' }}
      submit={({ key }) =>
        choose.mutateAsync({ params: { id: room.id }, body: { protocolKey: key === '' ? null : key } })
      }
    >
      {(form) => (
        <>
          <Select
            label="Protocol"
            allowDeselect={false}
            data-autofocus
            data={[{ value: '', label: asSeverity }, ...protocolChoices(protocols, isChosen ? protocolKey : null)]}
            {...form.getInputProps('key')}
          />
          <p role="status">{changeTo(form.values.key) ?? 'Nothing changes.'}</p>
        </>
      )}
    </FormModal>
  );
}
