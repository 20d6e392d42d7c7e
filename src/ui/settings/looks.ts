import type { SettingsModel } from './settings-model.ts';

/** Gives the page the colour scheme of the settings, now and whenever it changes. */
export function followLooks(settings: SettingsModel): void {
  const { dataset } = document.documentElement;
  const follow = () => {
    const { looks } = settings.value;
    if (looks === 'system') delete dataset['looks'];
    else dataset['looks'] = looks;
  };
  settings.on('change', follow);
  follow();
}
