import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { connect, type Executor } from "@/db/client";
import { type EmbeddedDatabase, startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { seedReference } from "@/db/seed/reference";
import { uuidArray } from "@/lib/audit";
import { insertOrganization } from "@/scripts/seed/rows";
import { type Account, administrator } from "@/tests/fixtures";

/** The bench's own PostgreSQL, with the settings of `npm run demo`, and its folder. */
export async function startServer(): Promise<EmbeddedDatabase & { folder: string }> {
  const parent = resolve(".test");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "bench-"));
  const server = await startEmbedded(folder);
  return {
    url: server.url,
    folder,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `work` with the owner's rights. */
export async function asOwner<T>(url: string, work: (owner: Executor) => Promise<T>): Promise<T> {
  const { db, close } = connect(url, { role: null, max: 1 });
  try {
    return await work(db);
  } finally {
    await close();
  }
}

/** Creates database `name` on the server, migrated and with reference data, or as a copy of `template`. */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<string> {
  await asOwner(serverUrl, async (owner) => {
    await owner.execute(sql`drop database if exists ${sql.identifier(name)} with (force)`);
    await owner.execute(
      sql`create database ${sql.identifier(name)} template ${sql.identifier(template ?? "template1")}`,
    );
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  if (!template) {
    await migrate(url.href);
    await asOwner(url.href, seedReference);
  }
  return url.href;
}

export type BenchTree = {
  /** The units' ids, neighbours in the list under different bureaus. */
  unitIds: string[];
  /** An administrator of the first bureau. */
  reviewer: Account;
};

/** A city bureau with county bureaus below it; each with authorities, each of those with units. */
export async function insertTree(
  owner: Executor,
  { bureaus, authorities, units }: { bureaus: number; authorities: number; units: number },
): Promise<BenchTree> {
  let made = 0;
  const row = (kind: "bureau" | "authority") => {
    made++;
    return { kind, name: `机构${made}`, code: `BENCH${made}`, divisionCode: "370800", phone: "0537-0000000" };
  };
  const city = await insertOrganization(owner, row("bureau"));
  const authorityIds: string[] = [];
  let first: typeof city | undefined;
  for (let index = 0; index < bureaus; index++) {
    const bureau = await insertOrganization(owner, { ...row("bureau"), parent: city });
    first ??= bureau;
    for (let below = 0; below < authorities; below++) {
      authorityIds.push((await insertOrganization(owner, { ...row("authority"), parent: bureau })).id);
    }
  }
  const rows = await owner.execute<{ id: string }>(sql`
    insert into organizations (id, number, parent_id, path, kind, name, code, division_code, phone)
    overriding system value
    select uuidv7(), number, parent_id, path || number || '/', 'employer', '单位' || number, 'BENCHUNIT' || number,
           '370800', '0537-0000000'
    from (select id as parent_id, path, nextval(pg_get_serial_sequence('organizations', 'number')) as number
          from organizations cross join generate_series(1, ${units}::int)
          where id = any(${uuidArray(authorityIds)})) unit
    returning id`);
  const ids = rows.map((unit) => unit.id);
  const perBureau = ids.length / bureaus;
  const unitIds = ids.map(
    (_, index) => ids[(index % bureaus) * perBureau + Math.floor(index / bureaus)] ?? "",
  );
  return { unitIds, reviewer: await administrator(owner, first ?? city) };
}

/** Connects with the application's rights; the shared `db` of db/client is the same pool meanwhile. */
export async function asApplication<T>(
  url: string,
  onStatement: (query: string) => void,
  work: (db: Executor) => Promise<T>,
): Promise<T> {
  const shared = globalThis as typeof globalThis & { platformDatabase?: Executor };
  const { db, close } = connect(url, { max: 4, onStatement });
  shared.platformDatabase = db;
  try {
    return await work(db);
  } finally {
    shared.platformDatabase = undefined;
    await close();
  }
}
