import type { ReactNode } from "react";
import { EvidenceViewer } from "@/components/attachment/evidence-viewer";
import { ReviewHistory } from "@/components/review/history";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { specOf } from "@/lib/hours/forms";
import type { DeclarationDetail } from "@/lib/hours/queries";
import type { Round } from "@/lib/workflow/queries";
import { DeclarationFacts } from "./declaration-facts";
import { RejectionNotice } from "./rejection-notice";

/** One declaration: what is declared and its evidence at the left, its progress and context at the right. */
export function DeclarationView({
  declaration,
  rounds,
  person,
  context,
}: {
  declaration: DeclarationDetail;
  rounds: readonly Round[];
  /** Who it is about; left out on the professional's own page. */
  person?: ReactNode;
  /** What a reviewer compares with: the ledger, other declarations. */
  context?: ReactNode;
}) {
  const spec = specOf(declaration.form);
  const labelOf = (key: string) => spec.evidence.find((item) => item.key === key)?.label ?? "其他材料";
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <div className="space-y-4">
        {declaration.state === "rejected" && <RejectionNotice rounds={rounds} />}
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
                  evidenceLabel: labelOf(file.evidence),
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
              <ReviewHistory rounds={rounds} />
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
