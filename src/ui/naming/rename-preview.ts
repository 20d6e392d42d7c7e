import { css, html, nothing } from 'lit';
import type { ExpectedName } from '../../engine/takes/names/naming.ts';
import type { Take } from '../../engine/takes/take.ts';
import * as words from '../words/later/naming.ts';

export const renamePreviewStyle = css`
  ol {
    max-block-size: min(16rem, 35dvh);
    margin-block: 0.875rem 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    column-gap: 0.5rem;
    padding-block: 0.125rem;
    overflow-wrap: anywhere;
    /* Hundreds of them are laid out only when they come into view. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 1.5rem;
  }

  .old,
  .arrow {
    color: var(--soft);
  }

  .remark {
    grid-column: 3;
  }

  .marked .new,
  .remark {
    color: var(--record);
  }
`;

/**
 * Which take gets which name, a row for each, and how many rows are marked, as they may be far down.
 * @param names empty while the scheme cannot be used
 */
export function renamePreview(takes: readonly Take[], names: readonly ExpectedName[]) {
  const marked = names.filter((name) => remarkOf(name) !== undefined).length;
  return html`<ol tabindex="0" aria-label=${words.oldAndNewNames}>
      ${takes.map((take, at) => rowView(take.name, names[at]))}
    </ol>
    <p class="small" role="status">${marked === 0 ? nothing : words.namesMarked(marked)}</p>`;
}

function rowView(before: string, name: ExpectedName | undefined) {
  const remark = name && remarkOf(name);
  return html`<li class=${remark === undefined ? '' : 'marked'}>
    <bdi class="old">${before}</bdi>
    ${
      name === undefined
        ? nothing
        : html`<span class="arrow"
              ><span aria-hidden="true">→</span><span class="spoken">${words.becomes}</span></span
            >
            <bdi class="new">${name.name}</bdi>`
    }
    ${remark === undefined ? nothing : html`<span class="small remark">${remark}</span>`}
  </li>`;
}

function remarkOf({ clash, empty }: ExpectedName): string | undefined {
  if (empty) return words.schemeGivesNoName;
  return clash ? words.nameIsTaken : undefined;
}
