import { Radio, Stack } from '@mantine/core';
import { WhoIsPaged } from '../directory/coverage/who-is-paged.tsx';
import { Picker } from '../directory/picker.tsx';

/** Who is paged: the people of a service, those of the default escalation policy, or nobody because somebody said so. */
export type Pages = 'service' | 'default-policy' | 'nobody';

export const pagesWords: Record<Pages, string> = {
  service: 'A service’s escalation policy',
  'default-policy': 'The default escalation policy (no service)',
  nobody: 'Nobody: alerts are only shown',
};

type Props = {
  form: { values: { pages: Pages; serviceId: string | null }; getInputProps(field: 'pages' | 'serviceId'): object };
  /** Of the choice of a service. */
  description?: string;
};

/** The choice of who is paged for what a source or a check reports, with who that is at this moment. */
export function WhoIsPagedFields({ form, description }: Props) {
  const { pages, serviceId } = form.values;
  return (
    <>
      <Radio.Group label="Who is paged" required {...form.getInputProps('pages')}>
        <Stack gap={8} mt={4}>
          {Object.entries(pagesWords).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {pages === 'service' && (
        <Picker
          label="Service"
          description={description}
          placeholder="Choose a service"
          required
          of="services"
          {...(form.getInputProps('serviceId') as { value: string | null; onChange: (value: string | null) => void })}
        />
      )}
      {pages === 'service' && serviceId && <WhoIsPaged kind="service" id={Number(serviceId)} />}
      {pages === 'default-policy' && <WhoIsPaged kind="default-policy" id={0} />}
    </>
  );
}
