import { exposeService } from '../base/expose-service.ts';
import { loadKernels } from '../kernels/kernels-module.ts';
import { PeaksMaker } from './peaks-maker.ts';

exposeService(new PeaksMaker(loadKernels()), 'storage-failed');
