import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { createDatabase, templateName } from "./database";

declare module "vitest" {
  interface ProvidedContext {
    serverUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated template that every test's database is copied from. */
export default async function setup(project: TestProject) {
  const parent = resolve(".test");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "unit-"));
  const server = await startEmbedded(folder, { durable: false, settings: { max_connections: "300" } });
  await migrate(await createDatabase(server.url, templateName));
  project.provide("serverUrl", server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
