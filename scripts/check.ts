import { StartError } from "@/db/start-error";
import { runChecks } from "./checks";
import { command } from "./command";

/* npm run check */
await command(async (interrupted) => {
  const { failed } = await runChecks(interrupted);
  if (failed > 0) throw new StartError(`${failed} 项检查未通过`);
});
