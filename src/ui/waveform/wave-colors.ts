import { css } from 'lit';
import type { WaveColors } from '../../shared/waveform/surface.ts';

const NAMES = ['wave', 'record', 'sunken', 'mark', 'faint', 'accent', 'sel', 'soft'] as const;

/** A canvas cannot read custom properties. Each colour is the text colour of a probe, which the browser resolves. */
export const waveColorsStyle = css`
  .probes {
    display: none;
    forced-color-adjust: none;
  }
  [data-color='wave'] {
    color: var(--wave, #4a443f);
  }
  [data-color='record'] {
    color: var(--record, #c8231c);
  }
  [data-color='sunken'] {
    color: var(--sunken, #ebe7e2);
  }
  [data-color='mark'] {
    color: var(--mark, #7a3db8);
  }
  [data-color='faint'] {
    color: var(--faint, #736a63);
  }
  [data-color='accent'] {
    color: var(--accent, #1f5fa8);
  }
  [data-color='sel'] {
    color: var(--sel, #d7e5f6);
  }
  [data-color='soft'] {
    color: var(--soft, #5c544e);
  }
  @media (forced-colors: active) {
    [data-color] {
      color: CanvasText;
    }
    [data-color='record'],
    [data-color='mark'],
    [data-color='accent'] {
      color: Highlight;
    }
    [data-color='sunken'],
    [data-color='sel'] {
      color: Canvas;
    }
  }
`;

/** The colours of the theme, once they were read. All waveforms of the page have the same. */
let known: WaveColors | undefined;

/** The theme's colours. They are read in a component with `waveColorsStyle`, if they are not known yet. */
export function themeColors(root: HTMLElement | DocumentFragment): WaveColors {
  if (known !== undefined) return known;
  const box = document.createElement('div');
  box.className = 'probes';
  const probes = NAMES.map((name) => {
    const probe = document.createElement('i');
    probe.dataset['color'] = name;
    box.append(probe);
    return [name, probe] as const;
  });
  root.append(box);
  const colors = Object.fromEntries(
    probes.map(([name, probe]) => [name, getComputedStyle(probe).color]),
  ) as Record<keyof WaveColors, string>;
  box.remove();
  // Outside the page there are no colours, and without a watcher nobody would tell that the theme has changed.
  if (root.isConnected && watchers.size > 0) known = colors;
  return colors;
}

const watchers = new Set<() => void>();
let stopWatching: () => void = () => {};

/**
 * Calls `changed` whenever the theme may have changed: by the system, or by an attribute of the document's root. Returns
 * a function that ends that.
 */
export function watchTheme(changed: () => void): () => void {
  if (watchers.size === 0) stopWatching = watchPage();
  const watcher = () => changed();
  watchers.add(watcher);
  return () => {
    if (!watchers.delete(watcher) || watchers.size > 0) return;
    stopWatching();
    known = undefined;
  };
}

/** One for all waveforms: a list makes and removes many while it is scrolled. */
function watchPage(): () => void {
  const tell = () => {
    known = undefined;
    for (const watcher of [...watchers]) watcher();
  };
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', tell);
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributes: true });
  return () => {
    for (const query of queries) query.removeEventListener('change', tell);
    observer.disconnect();
  };
}
