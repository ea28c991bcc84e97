import type { ReactNode } from "react";
import { EvidenceViewer } from "@/components/attachment/evidence-viewer";
import { FileLinks } from "@/components/attachment/file-links";
import { ReviewHistory } from "@/components/review/history";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { LearningForm } from "@/db/enums";
import { specOf } from "@/lib/hours/forms";
import type { DeclarationProposal } from "@/lib/hours/schema";
import type { DeclarationMatter } from "@/lib/review/queries";
import { DeclarationFacts } from "./declaration-facts";
import { RejectionNotice } from "./rejection-notice";

/** One declaration: what is declared and its evidence at the left, its progress and context at the right. */
export function DeclarationView({
  declaration,
  rounds,
  files,
  person,
  context,
}: Pick<DeclarationMatter, "declaration" | "rounds" | "files"> & {
  /** Who it is about; left out on the professional's own page. */
  person?: ReactNode;
  /** What a reviewer compares with: the ledger, other declarations. */
  context?: ReactNode;
}) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <div className="space-y-4">
        {declaration.state === "rejected" && <RejectionNotice rounds={rounds} />}
        {declaration.proposed && declaration.draft && declaration.state !== "draft" && (
          <Alert tone="warning" title="您有保存了但还没有提交的修改">
            <p>下面是上次提交的内容；点“修改并重新提交”继续填写。</p>
          </Alert>
        )}
        {person}
        <Card>
          <CardHeader title="申报内容" />
          <CardContent>
            <DeclarationFacts content={declaration} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader title="佐证材料" />
          <CardContent>
            {declaration.evidence.length > 0 ? (
              <EvidenceViewer
                files={declaration.evidence.map((file) => ({
                  ...file,
                  evidenceLabel: evidenceLabel(declaration.form, file.evidence),
                }))}
              />
            ) : (
              <p className="text-muted-foreground">还没有上传材料。</p>
            )}
          </CardContent>
        </Card>
      </div>
      <div className="space-y-4">
        <Card>
          <CardHeader title="审核进度" />
          <CardContent>
            {rounds.length > 0 ? (
              <ReviewHistory
                rounds={rounds}
                noun="申报"
                contentOf={(round) => <RoundContent proposal={round.proposal} files={files} />}
              />
            ) : (
              <EmptyState title="尚未提交" hint="提交后，这里会显示由谁审核、何时审核及审核意见。" />
            )}
          </CardContent>
        </Card>
        {context}
      </div>
    </div>
  );
}

/** What an earlier round asked for: its content and the files that it cites. */
function RoundContent({
  proposal,
  files,
}: {
  proposal: DeclarationProposal;
  files: DeclarationMatter["files"];
}) {
  return (
    <div className="space-y-3 border-l-2 pl-3">
      <DeclarationFacts content={proposal} columns={1} />
      <FileLinks
        files={proposal.evidence.map(({ evidence, attachmentId: id }) => ({
          id,
          fileName: files.find((file) => file.id === id)?.fileName ?? "文件",
          evidenceLabel: evidenceLabel(proposal.form, evidence),
        }))}
      />
    </div>
  );
}

const evidenceLabel = (form: LearningForm, key: string) =>
  specOf(form).evidence.find((item) => item.key === key)?.label ?? "其他材料";
