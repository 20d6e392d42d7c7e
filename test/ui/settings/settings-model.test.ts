import { beforeEach, expect, test, vi } from 'vitest';
import { SettingsModel } from '../../../src/ui/settings/settings-model.ts';
import { withSide } from '../../../src/ui/settings/settings.ts';
import type { Side } from '../../../src/shared/audio/input-side.ts';

let full = false;
beforeEach(() => {
  full = false;
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      stored.set(key, value);
    },
  });
});

const choose = (tab: SettingsModel, deviceId: string, side: Side | undefined): void => {
  tab.update({ microphone: { deviceId, label: deviceId } });
  tab.update(({ sides }) => ({ sides: withSide(tab.value, sides, side) }));
};

test('two tabs that choose the sides of two microphones keep both', () => {
  const [one, other] = [new SettingsModel(), new SettingsModel()];
  choose(one, 'desk', 'left');
  choose(other, 'lapel', 'right');
  choose(one, 'third', 'left');
  expect(new SettingsModel().value.sides).toEqual({ desk: 'left', lapel: 'right', third: 'left' });
  choose(other, 'lapel', undefined);
  expect(new SettingsModel().value.sides).toEqual({ desk: 'left', third: 'left' });
});

test('two tabs that choose the qualities of two formats keep both', () => {
  const [one, other] = [new SettingsModel(), new SettingsModel()];
  one.update(({ qualities }) => ({ qualities: { ...qualities, wav: 's24' } }));
  other.update(({ qualities }) => ({ qualities: { ...qualities, flac: 's16' } }));
  expect(new SettingsModel().value.qualities).toEqual({ wav: 's24', flac: 's16' });
});

test('what is set for all of Capstan is taken over from another tab, and what a tab has of its own stays', () => {
  const [one, other] = [new SettingsModel(), new SettingsModel()];
  other.update({ afterSave: 'delete', format: 'flac' });
  one.update({ afterSave: 'keep', looks: 'dark', singleKeys: false, format: 'opus' });
  const before = localStorage.getItem('capstan-settings');
  const told = vi.fn();
  other.on('change', told);
  other.reread();
  expect(told).toHaveBeenCalledOnce();
  expect(other.value).toMatchObject({
    afterSave: 'keep',
    looks: 'dark',
    singleKeys: false,
    format: 'flac',
  });
  expect(localStorage.getItem('capstan-settings')).toBe(before);
});

test('where nothing can be stored, the settings last as long as the page', () => {
  full = true;
  const tab = new SettingsModel();
  choose(tab, 'desk', 'left');
  choose(tab, 'lapel', 'right');
  expect(tab.value.sides).toEqual({ desk: 'left', lapel: 'right' });
});

test('the loudness target is one of those on offer; anything else is the default', () => {
  expect(new SettingsModel().value.loudnessTarget).toBe(-16);
  new SettingsModel().update({ loudnessTarget: 0 });
  expect(new SettingsModel().value.loudnessTarget).toBe(0);
  localStorage.setItem('capstan-settings', '{"loudnessTarget":-15}');
  expect(new SettingsModel().value.loudnessTarget).toBe(-16);
});

const KEY = 'capstan-settings';

test('what a newer version has stored, and this one does not know, stays', () => {
  const tab = new SettingsModel();
  const newer = {
    future: { on: true },
    format: 'opus9',
    speaker: 'Ada',
    sides: { desk: 'left', array: 'third' },
    qualities: { opus9: 'best', wav: 's24' },
  };
  localStorage.setItem(KEY, JSON.stringify(newer));
  choose(tab, 'lapel', 'right');
  choose(tab, 'desk', undefined);
  tab.update(({ qualities }) => ({ qualities: { ...qualities, wav: 's16' } }));
  expect(JSON.parse(localStorage.getItem(KEY)!)).toEqual({
    ...newer,
    microphone: { deviceId: 'desk', label: 'desk' },
    sides: { array: 'third', lapel: 'right' },
    qualities: { opus9: 'best', wav: 's16' },
  });
  expect(tab.value.format).toBe('wav');
});

test('a text that is no settings is replaced by the first change', () => {
  for (const text of ['{', 'null', '7', '"x"']) {
    localStorage.setItem(KEY, text);
    expect(new SettingsModel().value.speaker).toBe('');
    new SettingsModel().update({ speaker: 'Ada' });
    expect(new SettingsModel().value.speaker).toBe('Ada');
  }
});

test('what could not be stored is stored with the next change, and leaves what another tab has stored meanwhile', () => {
  const [tab, other] = [new SettingsModel(), new SettingsModel()];
  choose(tab, 'old', 'left');
  full = true;
  tab.update({ speaker: 'Ada' });
  choose(tab, 'desk', 'left');
  choose(tab, 'old', undefined);
  full = false;
  choose(other, 'lapel', 'right');
  other.update({ scheme: '{n}' });
  tab.update({ singleKeys: false });
  const { speaker, scheme, singleKeys, sides } = new SettingsModel().value;
  expect({ speaker, scheme, singleKeys }).toEqual({ speaker: 'Ada', scheme: '{n}', singleKeys: false });
  expect(sides).toEqual({ desk: 'left', lapel: 'right' });
  // It is stored once.
  other.update({ speaker: 'Bea' });
  tab.update({ loudness: false });
  expect(new SettingsModel().value.speaker).toBe('Bea');
});
