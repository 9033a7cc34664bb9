import { createApp } from './bootstrap.js';
import { BadSettings, readSettings } from './platform/config/settings.js';
import { Background } from './platform/scheduling/background.service.js';

try {
  const settings = readSettings();
  const app = await createApp(settings);
  await app.listen(settings.port, '0.0.0.0');
  app.get(Background).start();
  console.log(`Yipanqi: ${settings.baseUrl}`);
} catch (error) {
  console.error(error instanceof BadSettings ? error.message : error);
  process.exit(1);
}
