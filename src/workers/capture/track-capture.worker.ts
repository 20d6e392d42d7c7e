import { exposeService } from '../base/expose-service.ts';
import { TrackCapture } from './track-capture.ts';

exposeService(new TrackCapture(), 'mic-failed');
