import { command, runScript } from "@/scripts/command";
import { certificateBench } from "./certificate";
import { report } from "./row";

/*
 * npm run bench: a row for each bound, exit code 1 if one is broken; `-- --json`: one JSON object a row. What
 * uses lib's server files runs as a React server, where the PDF renderer can't: that one runs here.
 */
await command(async (interrupted) => {
  const { code } = await runScript("bench/rows.ts", process.argv.slice(2), { interrupted });
  if (code !== 0) process.exitCode = 1;
  report(await certificateBench());
});
