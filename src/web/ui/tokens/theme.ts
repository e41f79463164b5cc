import { createTheme, localStorageColorSchemeManager, type MantineColorsTuple } from '@mantine/core';

/** The kit wants ten shades per colour; ours come from tokens.css, so every shade is the same property. */
const fromTokens = (name: string): MantineColorsTuple => {
  const shade = `var(--color-${name})`;
  return [shade, shade, shade, shade, shade, shade, shade, shade, shade, shade];
};

const dense = { defaultProps: { size: 'xs' } };
/** The list itself scrolls: a box around it would have to be a stop of the keyboard. */
const listed = { defaultProps: { size: 'xs', withScrollArea: false } };
// Gone at once when it closes: what is pressed then is meant for the page.
const panel = {
  radius: 'lg',
  transitionProps: { duration: 180, exitDuration: 0 },
  overlayProps: { backgroundOpacity: 0.4 },
};

/** The kit's theme. Its CSS variables are static (mantine-variables.css); this only names defaults of components. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: fromTokens('accent') },
  defaultRadius: 'md',
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    Button: dense,
    Checkbox: dense,
    Drawer: { defaultProps: { position: 'right', size: 480, ...panel, radius: 0 } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { centered: true, ...panel } },
    MultiSelect: listed,
    NumberInput: dense,
    PasswordInput: dense,
    Radio: dense,
    SegmentedControl: dense,
    Select: listed,
    Switch: dense,
    TagsInput: dense,
    Textarea: dense,
    TextInput: dense,
  },
});

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'evenkeel-color-scheme' });
