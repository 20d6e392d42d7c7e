import { CoreLoader } from './core-loader.ts';
import { exposeService } from '../base/expose-service.ts';

exposeService(new CoreLoader(), 'core-missing');
