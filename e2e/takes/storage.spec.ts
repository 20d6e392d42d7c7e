import { expect, test } from '../support/browser/test.ts';
import '../lab/lab-page.ts';
import { ACCESS_HANDLE_CONTRACT } from '../../test/workers/storage/access-handle-contract.ts';
import { openStudio } from '../support/browser/studio.ts';

test('the browser’s private file system keeps every promise the journal relies on', async () => {
  const studio = await openStudio({ site: 'lab' });
  try {
    await studio.page.goto(`${studio.url}/e2e/lab/`);
    const results = await studio.page.evaluate(() => lab.storageContract());
    expect(results).toEqual(ACCESS_HANDLE_CONTRACT.map(({ name }) => ({ name, problem: undefined })));
    console.log(`private file system: ${results.length} promises kept`);
  } finally {
    await studio.close();
  }
});
