import { createCapstan } from './engine/door/create-capstan.ts';
import { keepForOfflineStart } from './engine/storage/offline-start.ts';
import { createApp, startApp } from './ui/app/app.ts';
import { CapstanApp } from './ui/app/capstan-app.ts';

const app = createApp(createCapstan());
const page = document.querySelector('capstan-app');
if (page instanceof CapstanApp) page.app = app;
startApp(app);
// The development server and the lab have no service worker.
if (__SERVICE_WORKER__ !== '') keepForOfflineStart(app.recorder.core, __SERVICE_WORKER__);
