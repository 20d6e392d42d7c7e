import { CoreLoader } from './core-loader.ts';
import { exposeService } from './expose-service.ts';

exposeService(new CoreLoader(), 'core-missing');
