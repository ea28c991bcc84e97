import type { Route } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

/** In place of a form of 资料变更 that can't be sent now: why, and the way back. */
export function ChangeRefused({ message }: { message: string }) {
  return (
    <Card>
      <EmptyState
        title="暂不能变更资料"
        hint={message}
        action={
          <Button asChild>
            <Link href={"/me/profile" as Route}>返回个人资料</Link>
          </Button>
        }
      />
    </Card>
  );
}
