import { EncoderService } from './encoder-service.ts';
import { exposeService } from '../base/expose-service.ts';

exposeService(new EncoderService(), 'encode-failed');
