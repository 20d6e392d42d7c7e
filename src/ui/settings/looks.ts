import type { SettingsModel } from './settings-model.ts';

/** Gives the page, and the browser's bars around it, the colour scheme of the settings, now and at each change. */
export function followLooks(settings: SettingsModel): void {
  const { dataset } = document.documentElement;
  const colors = document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]');
  const follow = () => {
    const { looks } = settings.value;
    if (looks === 'system') delete dataset['looks'];
    else dataset['looks'] = looks;
    // index.html has one colour for each scheme, in this order.
    colors.forEach((color, at) => {
      const scheme = at === 0 ? 'light' : 'dark';
      color.media =
        looks === 'system' ? `(prefers-color-scheme: ${scheme})` : looks === scheme ? 'all' : 'not all';
    });
  };
  settings.on('change', follow);
  follow();
}
