import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { connect } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { seedReference } from "@/db/seed/reference";
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
  const template = await createDatabase(server.url, templateName);
  await migrate(template);
  const { db, close } = connect(template, { role: null, max: 1 });
  await seedReference(db);
  // A database that somebody is connected to can't be copied.
  await close();
  project.provide("serverUrl", server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
