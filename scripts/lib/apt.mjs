import { onPath } from './on-path.mjs';
import { run } from './run.mjs';

/**
 * Whether packages can be installed here: on a Debian-like system, as root.
 *
 * @returns {boolean}
 */
export function canUseApt() {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined;
}

/**
 * Refreshes the package lists once, then installs exactly these packages.
 *
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} whether both commands succeeded
 */
export async function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  console.log('$ apt-get update');
  if ((await run('apt-get', ['update', '-qq'], { env })) !== 0) return false;
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  console.log(`$ apt-get ${args.join(' ')}`);
  return (await run('apt-get', args, { env })) === 0;
}
