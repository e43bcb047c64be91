// The theme variables that VS Code gives a page, reduced to those that the page uses, for its four kinds of theme.

export type Theme = 'light' | 'dark' | 'high-contrast-dark' | 'high-contrast-light';

interface Colours {
  readonly text: string;
  readonly background: string;
  readonly weak: string;
  readonly border: string;
  readonly widget: string;
  readonly link: string;
  readonly focus: string;
  readonly button: string;
  readonly buttonText: string;
  readonly secondary: string;
  readonly warning: string;
  readonly error: string;
  readonly passed: string;
  readonly contrast?: string;
}

const COLOURS: Readonly<Record<Theme, Colours>> = {
  light: {
    text: '#3b3b3b',
    background: '#ffffff',
    weak: '#616161',
    border: '#d4d4d4',
    widget: '#f8f8f8',
    link: '#005fb8',
    focus: '#005fb8',
    button: '#005fb8',
    buttonText: '#ffffff',
    secondary: '#e5e5e5',
    warning: '#855f00',
    error: '#a1260d',
    passed: '#1f7a1f',
  },
  dark: {
    text: '#cccccc',
    background: '#1f1f1f',
    weak: '#9d9d9d',
    border: '#3c3c3c',
    widget: '#252526',
    link: '#4daafc',
    focus: '#0078d4',
    button: '#0078d4',
    buttonText: '#ffffff',
    secondary: '#313131',
    warning: '#cca700',
    error: '#f48771',
    passed: '#73c991',
  },
  'high-contrast-dark': {
    text: '#ffffff',
    background: '#000000',
    weak: '#ffffff',
    border: '#6fc3df',
    widget: '#0c141f',
    link: '#21a6ff',
    focus: '#f38518',
    button: '#000000',
    buttonText: '#ffffff',
    secondary: '#000000',
    warning: '#ffd37a',
    error: '#ff8b8b',
    passed: '#89d185',
    contrast: '#6fc3df',
  },
  'high-contrast-light': {
    text: '#292929',
    background: '#ffffff',
    weak: '#292929',
    border: '#0f4a85',
    widget: '#ffffff',
    link: '#0f4a85',
    focus: '#006bbd',
    button: '#0f4a85',
    buttonText: '#ffffff',
    secondary: '#ffffff',
    warning: '#6c4c00',
    error: '#8b1a00',
    passed: '#135213',
    contrast: '#0f4a85',
  },
};

export const THEMES: readonly Theme[] = ['light', 'dark', 'high-contrast-dark', 'high-contrast-light'];

export function themeStyles(theme: Theme): string {
  const colours = COLOURS[theme];
  const variables: Record<string, string | undefined> = {
    foreground: colours.text,
    'editor-background': colours.background,
    descriptionForeground: colours.weak,
    'panel-border': colours.border,
    'editorWidget-background': colours.widget,
    'editorWidget-border': colours.border,
    'textLink-foreground': colours.link,
    focusBorder: colours.focus,
    'button-background': colours.button,
    'button-foreground': colours.buttonText,
    'button-secondaryBackground': colours.secondary,
    'button-secondaryForeground': colours.text,
    'input-background': colours.widget,
    'input-foreground': colours.text,
    'input-border': colours.border,
    'editorWarning-foreground': colours.warning,
    'editorError-foreground': colours.error,
    errorForeground: colours.error,
    'testing-iconPassed': colours.passed,
    'testing-iconFailed': colours.error,
    'inputValidation-warningBackground': colours.widget,
    'inputValidation-warningBorder': colours.warning,
    'inputValidation-errorBackground': colours.widget,
    'inputValidation-errorBorder': colours.error,
    contrastBorder: colours.contrast,
    'font-family': 'sans-serif',
    'font-size': '13px',
    'editor-font-family': 'monospace',
  };
  const lines = Object.entries(variables).flatMap(([name, value]) => (value ? [`--vscode-${name}: ${value};`] : []));
  return `:root { ${lines.join(' ')} }`;
}
