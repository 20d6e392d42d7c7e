import { exposeService } from '../base/expose-service.ts';
import { TakeSplitter } from './take-splitter.ts';

exposeService(new TakeSplitter(), 'storage-failed');
