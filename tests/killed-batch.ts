import { writeSync } from "node:fs";
import { connect } from "@/db/client";
import { ctxFor } from "./fixtures";
import { decide, readInbox } from "./review";

/*
 * A reviewer's process to be killed: approves all of its inbox, stops before the transaction's last statement,
 * says so, and stays. DATABASE_URL names the database, the argument the reviewer's account.
 */
const { db } = connect(process.env.DATABASE_URL ?? "", {
  onStatement(query) {
    if (!/insert into "?audit_log/.test(query)) return;
    writeSync(1, "decided\n");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
const reviewer = { ...(await ctxFor(db, { id: process.argv[2] ?? "" })), db };
const { target } = await readInbox(reviewer);
await decide(reviewer, target);
