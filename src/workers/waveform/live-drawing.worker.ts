import { exposeService } from '../base/expose-service.ts';
import { LiveDrawing } from './live-drawing.ts';

exposeService(new LiveDrawing(), 'worker-crashed');
