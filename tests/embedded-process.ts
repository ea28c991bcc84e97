import postgres from "postgres";
import { startEmbedded } from "@/db/embedded";

/* A platform to be killed: keeps one acknowledged row in the embedded database, says so, and stays. */
const { url } = await startEmbedded(process.argv[2] ?? "");
const sql = postgres(url, { onnotice: () => {} });
await sql`create table if not exists kept (value text)`;
await sql`insert into kept values ('acknowledged')`;
process.stdout.write("acknowledged\n");
