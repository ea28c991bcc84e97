import "server-only";
import { actorOf, recordAudit } from "@/lib/audit";
import { takeToken } from "@/lib/auth/throttle";
import { type Ctx, transact } from "@/lib/context";
import { byteOrderMark, csvRow } from "@/lib/csv";
import { today } from "@/lib/date";
import type { AuditFilters } from "./filters";
import { type AuditRow, readAudit } from "./queries";
import { exportCap, periodOf } from "./rules";
import { entryWords, operatorWords } from "./words";

const chunk = 5_000;
/** Exports of one account within ten minutes. */
const exportsAtMost = 20;

const header = ["时间", "操作人", "操作", "对象类型", "对象", "说明", "IP地址"];

/**
 * 导出操作日志: the newest `exportCap` entries that the filters let through, as a CSV file; when there are more, its
 * last line says so. The export is audited and its first rows are read before there is an answer; the rest is read as
 * the file is taken, five thousand rows at a time. `forbidden` as `readAudit`, `throttled` after twenty in ten minutes.
 */
export async function exportAudit(
  ctx: Ctx,
  filters: AuditFilters,
): Promise<{ fileName: string; stream: ReadableStream<Uint8Array> }> {
  await takeToken(ctx.db, `audit-export:${ctx.viewer.accountId}`, { limit: exportsAtMost, seconds: 600 });
  const period = periodOf(filters);
  const first = await transact(ctx, async (tx) => {
    const rows = await readAudit({ ...ctx, db: tx }, filters, { limit: chunk });
    await recordAudit(tx, actorOf(ctx), {
      action: "audit.export",
      subjectKind: "audit-log",
      detail: { ...filters, ...period },
    });
    return rows;
  });
  const organization = ctx.viewer.organization.name.replace(/[\\/:*?"<>|\p{Cc}]/gu, "_");
  return {
    fileName: `操作日志_${organization}_${today()}.csv`,
    stream: streamOf(textOf(ctx, filters, first)),
  };
}

async function* textOf(ctx: Ctx, filters: AuditFilters, first: AuditRow[]): AsyncGenerator<string> {
  yield byteOrderMark + csvRow(header);
  let rows = first;
  for (let written = rows.length; rows.length > 0; written += rows.length) {
    yield rows.map(lineOf).join("");
    const last = rows.at(-1);
    if (!last || rows.length < chunk) return;
    const before = { at: last.cursor, id: last.id };
    if (written >= exportCap) {
      const [more] = await readAudit(ctx, filters, { limit: 1, before });
      if (more) yield csvRow([cutWords]);
      return;
    }
    rows = await readAudit(ctx, filters, { limit: chunk, before });
  }
}

const cutWords = `本文件只含最新的 ${exportCap.toLocaleString("en-US")} 条记录，更早的记录请缩小日期范围后另行导出`;

function lineOf(row: AuditRow): string {
  const { action, subjectKind, subject, note } = entryWords(row);
  return csvRow([row.time, operatorWords(row), action, subjectKind, subject, note, row.address]);
}

/** Asks for the next text when the last one has been taken; whoever stops reading stops the reading of the database. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
