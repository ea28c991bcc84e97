import { Alert } from "@/components/ui/alert";
import { UrlLink } from "@/components/ui/url-link";
import type { Obstacle } from "@/lib/transfer/queries";

/** What of the professional must end before they can move, each with the way to it. */
export function Obstacles({ obstacles }: { obstacles: readonly Obstacle[] }) {
  return (
    <Alert tone="warning" title="以下事项正在审核，审核结束或撤回后才能申请调转">
      <ul className="mt-1 list-disc space-y-1 pl-5">
        {obstacles.map(({ kind, subjectId, number, title }) => (
          <li key={`${kind}:${subjectId}`}>
            {kind === "declaration" ? "学时申报" : "人员信息修改"}：
            <UrlLink
              href={kind === "declaration" ? `/me/declarations/${subjectId}` : "/me/profile"}
              className="inline-block py-0.5 break-words text-primary underline-offset-4 hover:underline"
            >
              {number ? `${number}《${title}》` : title}
            </UrlLink>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
