import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { wordsRule } from '../../scripts/lint/words-rule.mjs';

/** The texts that the rule finds in a module. */
function found(code: string): string[] {
  const messages = new Linter().verify(code, {
    plugins: { capstan: { rules: { words: wordsRule } } },
    rules: { 'capstan/words': 'error' },
  });
  return messages.map(({ message }) => /“(.*)”/.exec(message)?.[1] ?? message);
}

describe('words outside the catalogue are found', () => {
  test.each([
    ['html`<p>Nothing is lost</p>`', 'Nothing is lost'],
    ['html`<button>Stop</button>`', 'Stop'],
    ['html`<p>${count} of them</p>`', 'of them'],
    ['html`<a title="Open file"></a>`', 'Open file'],
    ['html`<input aria-label="Name ${n}">`', 'Name …'],
    ["notices.mention('split', 'Nothing to split')", 'Nothing to split'],
    ["const label = 'Undo';", 'Undo'],
    ['const text = `${span} was lost`;', '… was lost'],
  ])('%s', (code, text) => expect(found(code)).toEqual([text]));
});

describe('what is not for people is left', () => {
  test.each([
    ['html`<p class="small numbers" @click=${press}>${words.nothingLost}</p>`'],
    ['html`<!-- Nothing is lost --><p></p>`'],
    ['css`button { color: red; }`'],
    ["import { html } from 'lit of the day';"],
    ["page.querySelector('dialog button')"],
    ["throw new Error('there is no take')"],
    ["if (event.key === 'ArrowLeft') back();"],
    ["context.font = '600 12px system-ui';"],
  ])('%s', (code) => expect(found(code)).toEqual([]));
});
