import { exposeService } from '../base/expose-service.ts';
import { JournalService } from './journal-service.ts';
import { loadKernels } from '../kernels/kernels-module.ts';

exposeService(new JournalService(loadKernels()), 'storage-failed');
