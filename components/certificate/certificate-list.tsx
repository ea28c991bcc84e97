import { EmptyState } from "@/components/ui/empty-state";
import { Table, TD, TH, THead, TR } from "@/components/ui/table";
import { periodOf } from "@/lib/certificate/rules";
import type { CertificateItem } from "@/lib/certificate/schema";
import { CertificateStateBadge } from "./state-badge";

/** The certificates that were issued to a person; one that is 已失效 can't be printed again. */
export function CertificateList({ items }: { items: readonly CertificateItem[] }) {
  if (items.length === 0) {
    return <EmptyState title="还没有打印过学时证明" hint="打印后的证明会列在这里，可以再次打开。" />;
  }
  return (
    <Table>
      <THead>
        <TR>
          <TH>证书编号</TH>
          <TH>证明期间</TH>
          <TH>开具日期</TH>
          <TH>状态</TH>
          <TH>操作</TH>
        </TR>
      </THead>
      <tbody>
        {items.map((item) => (
          <TR key={item.id}>
            <TD data-label="证书编号">{item.number}</TD>
            <TD data-label="证明期间">{periodOf(item)}</TD>
            <TD data-label="开具日期">{item.issuedOn}</TD>
            <TD data-label="状态">
              <CertificateStateBadge state={item.state} />
            </TD>
            <TD data-label="操作">
              {item.state === "valid" ? (
                <a
                  href={`/certificates/${item.id}`}
                  target="_blank"
                  rel="noreferrer"
                  className="text-primary underline-offset-4 hover:underline"
                >
                  打开<span className="sr-only">学时证明 {item.number}（新标签页）</span>
                </a>
              ) : (
                <span className="text-muted-foreground">记录已变更，请重新打印</span>
              )}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
