import { useMantineColorScheme } from '@mantine/core';
import { Monitor, Moon, Sun } from 'lucide-react';

const schemes = [
  { value: 'auto', label: 'system', icon: Monitor },
  { value: 'light', label: 'light', icon: Sun },
  { value: 'dark', label: 'dark', icon: Moon },
] as const;

/** The chosen colour scheme, the one that a press of the button goes to, and how to set any of them. */
export function useColorScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const at = schemes.findIndex(({ value }) => value === colorScheme);
  return { schemes, chosen: schemes[at] ?? schemes[0], next: schemes[(at + 1) % schemes.length]!, set: setColorScheme };
}
