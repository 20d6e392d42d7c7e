import { exposeService } from '../base/expose-service.ts';
import { loadKernels } from '../kernels/kernels-module.ts';
import { LoudnessMaker } from './loudness-maker.ts';

exposeService(new LoudnessMaker(loadKernels()), 'worker-crashed');
