import { StartError } from "@/db/start-error";
import { command } from "./command";
import { runEndToEnd } from "./end-to-end";

/* npm run test:e2e [-- Playwright's arguments] */
await command(async (interrupted) => {
  if ((await runEndToEnd(process.argv.slice(2), interrupted)) !== 0) throw new StartError("端到端测试未通过");
});
