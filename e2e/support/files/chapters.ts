import { mustRun } from '../browser/run.ts';

/** The titles of a file's chapters, as ffprobe reads them. A take's markers are chapters of its files. */
export async function chapterTitles(file: string): Promise<string[]> {
  const args = ['-v', 'error', '-show_entries', 'chapter_tags=title', '-of', 'csv=p=0', file];
  return (await mustRun('ffprobe', args)).stdout.trim().split('\n');
}
