import { LinkTabs } from "@/components/ui/tabs";

/** 调入 (the inbox, §5.4) | 调出 (the record of who asked to leave): both sides of the transfers of one unit. */
export function TransferTabs({ active }: { active: "in" | "out" }) {
  return (
    <LinkTabs
      label="调转方向"
      className="mb-4"
      items={[
        { href: "/reviews/transfers", label: "调入", active: active === "in" },
        { href: "/reviews/transfers-out", label: "调出", active: active === "out" },
      ]}
    />
  );
}
