import { exposeService } from '../base/expose-service.ts';
import { loadKernels } from '../kernels/kernels-module.ts';
import { EditRenderer } from './edit-renderer.ts';

exposeService(new EditRenderer(loadKernels()), 'convert-failed');
