/** The pages of the settings, in the order of their navigation. Each has the address `#/settings/<page>`. */
export const SETTING_PAGES = [
  'recording',
  'input',
  'files',
  'storage',
  'looks',
  'shortcuts',
  'about',
] as const;

export type SettingPage = (typeof SETTING_PAGES)[number];
