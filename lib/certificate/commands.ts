import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Executor, Tx } from "@/db/client";
import { certificates } from "@/db/schema";
import { actorOf, recordAudit, visitor } from "@/lib/audit";
import { takeToken } from "@/lib/auth/throttle";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { requirePerson } from "@/lib/person/queries";
import { randomCode } from "@/lib/random-code";
import { unprintable } from "./glyphs";
import { certificateContent, findByCode, findCertificate } from "./queries";
import type { Printable } from "./render";
import { certificateNumber, normalizeCode, periodOf } from "./rules";
import type { IssueInput, Verification } from "./schema";

/** A try at the public verification page is one of so many a minute and address. */
const verificationsPerMinute = 30;
const issuesPerHour = 60;

/**
 * Issues the certificate of a person in the viewer's scope. The same state of the records is the same
 * certificate: it is answered again, also when several ask at once, and only a new one is audited. Every
 * time is counted against the account; too many throw `throttled`.
 */
export async function issueCertificate(
  ctx: Ctx,
  { personId, fromYear, toYear }: IssueInput,
): Promise<{ id: string; number: string }> {
  // Outside the transaction: a refused try must stay counted.
  await takeToken(ctx.db, `certificate:${ctx.viewer.accountId}`, { limit: issuesPerHour, seconds: 3600 });
  return transact(ctx, async (tx) => {
    await requirePerson(tx, ctx.scope, personId);
    const current = await certificateContent(tx, personId, fromYear, toYear);
    if (!current) throw missing("该专业技术人员");
    const { content, recordsDigest, contentDigest } = current;
    if (content.records.length === 0) {
      throw new AppError("blocked", `${periodOf(content)}没有审核通过的学时，暂不能打印学时证明`);
    }
    const refusal = unprintable(content);
    if (refusal) throw new AppError("blocked", refusal);

    const row = { personId, fromYear, toYear, recordsDigest, contentDigest, content };
    const found = await findIssued(tx, row);
    if (found) return found;
    const [made] = await tx
      .insert(certificates)
      .values({ ...row, verificationCode: randomCode(), issuedBy: ctx.viewer.accountId })
      .onConflictDoNothing({
        target: [
          certificates.personId,
          certificates.fromYear,
          certificates.toYear,
          certificates.contentDigest,
        ],
      })
      .returning(issued);
    // Somebody else was first; their row is committed by now, for the insert waited for it.
    if (!made) return (await findIssued(tx, row)) as { id: string; number: string };
    const number = certificateNumber(made.serial, made.issuedAt);
    await recordAudit(tx, actorOf(ctx), {
      action: "certificate.issue",
      subjectKind: "certificate",
      subjectId: made.id,
      detail: { number, personId, fromYear, toYear },
    });
    return { id: made.id, number };
  });
}

const issued = { id: certificates.id, serial: certificates.serial, issuedAt: certificates.issuedAt };

async function findIssued(
  tx: Tx,
  row: { personId: string; fromYear: number; toYear: number; contentDigest: string },
): Promise<{ id: string; number: string } | null> {
  const [found] = await tx
    .select(issued)
    .from(certificates)
    .where(
      and(
        eq(certificates.personId, row.personId),
        eq(certificates.fromYear, row.fromYear),
        eq(certificates.toYear, row.toYear),
        eq(certificates.contentDigest, row.contentDigest),
      ),
    );
  return found ? { id: found.id, number: certificateNumber(found.serial, found.issuedAt) } : null;
}

/**
 * Hands out a certificate in the viewer's scope for printing. Refuses one that no longer agrees with
 * the records: what it states would be wrong on paper.
 */
export function downloadCertificate(ctx: Ctx, id: string): Promise<Printable> {
  return transact(ctx, async (tx) => {
    const certificate = z.uuid().safeParse(id).success ? await findCertificate(tx, ctx.scope, id) : null;
    if (!certificate) throw missing("该学时证明");
    const { number, code, content, state } = certificate;
    if (state === "invalid") {
      throw new AppError("blocked", `学时证明 ${number} 开具后学时记录有变更，已失效，请重新打印学时证明`);
    }
    await recordAudit(tx, actorOf(ctx), {
      action: "certificate.download",
      subjectKind: "certificate",
      subjectId: id,
      detail: { number },
    });
    return { number, code, content };
  });
}

/**
 * Looks a 验证码 up for anybody, as typed; null: no certificate has it. Every try is audited and counted
 * against the address; too many throw `throttled`.
 */
export async function verifyCertificate(
  db: Executor,
  code: string,
  address: string,
): Promise<Verification | null> {
  // Outside the transaction: a refused try must stay counted.
  await takeToken(db, `verify:${address}`, { limit: verificationsPerMinute, seconds: 60 });
  return db.transaction(async (tx) => {
    const normal = normalizeCode(code);
    const found = normal ? await findByCode(tx, normal) : null;
    await recordAudit(tx, visitor(address), {
      action: "certificate.verify",
      subjectKind: "certificate",
      subjectId: found?.certificateId ?? null,
      detail: found ? { number: found.number, state: found.state } : { found: false },
    });
    return found && { ...found, verifiedTimes: found.verifiedTimes + 1 };
  });
}
