import { createRecorder } from './engine/create-recorder.ts';
import { createApp, startApp } from './ui/app.ts';
import { CapstanApp } from './ui/capstan-app.ts';

const app = createApp(createRecorder());
const page = document.querySelector('capstan-app');
if (page instanceof CapstanApp) page.app = app;
startApp(app);
