import { command } from "./command";
import { runPlatform } from "./platform";

/* npm run dev: as the demo, from the sources and with reload. */
await command((interrupted) => runPlatform(interrupted, { dev: true }));
