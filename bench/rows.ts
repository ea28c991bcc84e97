import { command } from "@/scripts/command";
import { batchBench } from "./batch";
import { startServer } from "./database";
import { listBench } from "./list";
import { pageBench } from "./page";
import { report } from "./row";

/* The rows that need a database, each printed as it is measured. */
await command(async () => {
  const server = await startServer();
  try {
    for (const row of await batchBench(server.url)) report(row);
    const { row, site } = await listBench(server.url);
    report(row);
    report(await pageBench(site, server.folder));
  } finally {
    await server.stop();
  }
});
