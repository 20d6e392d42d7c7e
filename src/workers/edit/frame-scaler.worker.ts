import { exposeService } from '../base/expose-service.ts';
import { FrameScaler } from './frame-scaler.ts';

exposeService(new FrameScaler(), 'storage-failed');
