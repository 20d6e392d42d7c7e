import { exposeService } from './expose-service.ts';
import { JournalService } from './journal-service.ts';
import { loadKernels } from './kernels-module.ts';

exposeService(new JournalService(loadKernels()), 'storage-failed');
