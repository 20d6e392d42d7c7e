import { EncoderService } from './encoder-service.ts';
import { exposeService } from './expose-service.ts';

exposeService(new EncoderService(), 'encode-failed');
