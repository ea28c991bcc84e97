import { command } from "./command";
import { runPlatform } from "./platform";

/* npm run demo: everything that a fresh machine needs to see the platform. */
await command((interrupted) => runPlatform(interrupted));
