import { file, take } from 'virtual:readme-example';
import './readme-page.ts';

globalThis.readme = { name: take.name, file };
