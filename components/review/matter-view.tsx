import { EvidenceViewer } from "@/components/attachment/evidence-viewer";
import { FileLinks } from "@/components/attachment/file-links";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { Round } from "@/lib/workflow/queries";
import { ReviewHistory } from "./history";
import type { CitedFile, Drawing } from "./matters/drawing";

type MatterRound<Proposal> = Omit<Round, "proposal"> & { proposal: Proposal; files: readonly CitedFile[] };

/** A matter as its reviewer reads it: what the latest round proposes and proves, and how it went so far. */
export function MatterView<Proposal>({
  rounds,
  drawing: { Detail, evidenceLabels },
  noun,
}: {
  /** The newest first; at least one. */
  rounds: readonly MatterRound<Proposal>[];
  drawing: Pick<Drawing<never, Proposal>, "Detail" | "evidenceLabels">;
  noun: string;
}) {
  const [latest] = rounds;
  if (!latest) return null;
  const rejected = latest.state === "rejected" && latest.steps.find((step) => step.state === "rejected");
  const labelled = (files: readonly CitedFile[]) =>
    files.map((file) => ({ ...file, evidenceLabel: evidenceLabels?.[file.evidence] ?? "其他材料" }));
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <div className="space-y-4">
        {rejected && (
          <Alert tone="danger" title="已驳回">
            <p>驳回原因：{rejected.opinion}</p>
          </Alert>
        )}
        <Card>
          <CardHeader title={`${noun}内容`} />
          <CardContent>
            <Detail proposal={latest.proposal} />
          </CardContent>
        </Card>
        {latest.files.length > 0 && (
          <Card>
            <CardHeader title="佐证材料" />
            <CardContent>
              <EvidenceViewer files={labelled(latest.files)} />
            </CardContent>
          </Card>
        )}
      </div>
      <Card>
        <CardHeader title="审核进度" />
        <CardContent>
          <ReviewHistory
            rounds={rounds}
            contentOf={(round) => (
              <div className="space-y-3 border-l-2 pl-3 [&_dl]:grid-cols-1">
                <Detail proposal={round.proposal} />
                <FileLinks files={labelled(round.files)} />
              </div>
            )}
          />
        </CardContent>
      </Card>
    </div>
  );
}
