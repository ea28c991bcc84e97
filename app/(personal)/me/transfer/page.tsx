// §5.4 人员调转: the professional asks to move to another unit
import type { Metadata } from "next";
import { searchOrganizations } from "@/app/(entrance)/register/actions";
import { RemindButton } from "@/components/review/remind-button";
import { Obstacles } from "@/components/transfer/obstacles";
import { OpenTransfer } from "@/components/transfer/open-transfer";
import { TransferForm } from "@/components/transfer/transfer-form";
import { TransfersTable } from "@/components/transfer/transfers-table";
import { WithdrawTransfer } from "@/components/transfer/withdraw-transfer";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { type PersonCtx, requirePage } from "@/lib/access/require";
import { transferKind } from "@/lib/review/transfer";
import { findMover, listObstacles, listOwnTransfers, type TransferRow } from "@/lib/transfer/queries";
import { moverRefusal } from "@/lib/transfer/rules";
import { roundsOf } from "@/lib/workflow/queries";
import { remindOwnTransfer, submitOwnTransfer, withdrawOwnTransfer } from "./actions";

export const metadata: Metadata = { title: "人员调转" };

export default async function TransferPage() {
  const ctx = await requirePage("self");
  const rows = await listOwnTransfers(ctx.db, ctx.viewer.person.id);
  const [latest] = rows;
  return (
    <>
      <PageHeader
        title="人员调转"
        description="调到其他单位工作时在这里申请；已记录的学时和学时证明随本人保留"
      />
      <div className="space-y-6">
        {latest?.state === "pending" ? (
          <Waiting ctx={ctx} transfer={latest} />
        ) : (
          <Application ctx={ctx} latest={latest} />
        )}
        <section aria-labelledby="transfer-history">
          <h2 id="transfer-history" className="mb-3 text-[1.143em] font-semibold">
            调转记录
          </h2>
          <TransfersTable
            rows={rows}
            caption="调转记录"
            withPerson={false}
            empty={
              <EmptyState title="还没有调转记录" hint="提交调转申请后，每次申请及审核结果会显示在此处" />
            }
          />
        </section>
      </div>
    </>
  );
}

async function Waiting({ ctx, transfer }: { ctx: PersonCtx; transfer: TransferRow }) {
  const [round] = await roundsOf(ctx.db, transferKind, transfer.id);
  const step = round?.steps.find((candidate) => candidate.state === "open");
  return (
    <OpenTransfer
      transfer={transfer}
      step={step}
      actions={
        <>
          <WithdrawTransfer id={transfer.id} toName={transfer.to.name} withdraw={withdrawOwnTransfer} />
          {step && <RemindButton id={transfer.id} step={step} remind={remindOwnTransfer} />}
        </>
      }
    />
  );
}

/** The form, or why there is none; above it why the last one was rejected. */
async function Application({ ctx, latest }: { ctx: PersonCtx; latest: TransferRow | undefined }) {
  const [mover, obstacles] = await Promise.all([
    findMover(ctx.db, ctx.viewer.person.id),
    listObstacles(ctx.db, ctx.viewer.person.id),
  ]);
  if (!mover) return null;
  const refusal = moverRefusal(mover.state);
  if (refusal) return <Alert tone="warning">{refusal}</Alert>;
  const former = latest && (latest.state === "rejected" || latest.state === "withdrawn") ? latest : null;
  return (
    <>
      {former?.state === "rejected" && (
        <Alert tone="danger" title={`${former.to.name}驳回了您的调转申请`}>
          <p>驳回原因：{former.opinion}</p>
          <p>可修改后重新提交，也可改选其他单位。</p>
        </Alert>
      )}
      {obstacles.length > 0 ? (
        <Obstacles obstacles={obstacles} />
      ) : (
        <TransferForm
          key={former?.id}
          accountId={ctx.viewer.accountId}
          presentName={mover.unit.name}
          former={former && { id: former.id, to: former.to, reason: former.reason }}
          search={searchOrganizations}
          submit={submitOwnTransfer}
        />
      )}
    </>
  );
}
