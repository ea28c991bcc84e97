"use client";

import { ArrowDown, ArrowUp, ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { DepartmentNode } from "@/lib/department/queries";
import { maxDepth } from "@/lib/department/rules";
import { type DepartmentActions, type DepartmentRequest, useAskDepartment } from "./dialogs";

/** What can be done with one department; `above` and `below` are those beside it in the tree. */
export function RowActions({
  department,
  above,
  below,
  actions,
}: {
  department: DepartmentNode;
  above: string | undefined;
  below: string | undefined;
  actions: DepartmentActions;
}) {
  const { id, name } = department;
  return (
    <fieldset aria-label={`${name}的操作`} className="ml-auto flex min-w-0 flex-wrap gap-2 print:hidden">
      <SortButtons department={department} above={above} below={below} sort={actions.sort} />
      <MoreMenu department={department} />
      <ConfirmButton
        label="删除"
        question={`删除内设部门“${name}”？`}
        hint="删除后不能恢复。部门内有人员或下级部门时不能删除。"
        destructive
        run={() => actions.remove({ id })}
        done={() => toast.success(`“${name}”已删除`)}
      />
    </fieldset>
  );
}

function SortButtons({
  department: { id, name },
  above,
  below,
  sort,
}: {
  department: DepartmentNode;
  above: string | undefined;
  below: string | undefined;
  sort: DepartmentActions["sort"];
}) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const buttons = useRef<HTMLDivElement>(null);
  const pressed = useRef<"before" | "after" | null>(null);

  // The row has been put elsewhere, or is now the first or the last: the focus would be lost with the button.
  // biome-ignore lint/correctness/useExhaustiveDependencies: those beside it change when the row has moved
  useEffect(() => {
    if (!pressed.current) return;
    const [up, down] = buttons.current?.querySelectorAll("button") ?? [];
    const [wanted, other] = pressed.current === "before" ? [up, down] : [down, up];
    pressed.current = null;
    (wanted?.disabled ? other : wanted)?.focus();
  }, [above, below]);

  const put = (place: "before" | "after", beside: string | undefined) => {
    if (!beside || pending) return;
    startTransition(async () => {
      try {
        const result = await sort({ id, place, beside });
        if (result.ok) {
          pressed.current = place;
          toast.success(`“${name}”已${place === "before" ? "上移" : "下移"}`);
        } else {
          toast.error(result.message);
          router.refresh();
        }
      } catch {
        toast.error("网络连接失败，请稍后重试");
      }
    });
  };

  return (
    <div ref={buttons} className="flex gap-2">
      <Button
        variant="outline"
        size="icon"
        aria-label={`上移：${name}`}
        disabled={!above}
        onClick={() => put("before", above)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        variant="outline"
        size="icon"
        aria-label={`下移：${name}`}
        disabled={!below}
        onClick={() => put("after", below)}
      >
        <ArrowDown aria-hidden />
      </Button>
    </div>
  );
}

function MoreMenu({ department }: { department: DepartmentNode }) {
  const ask = useAskDepartment();
  const chosen = useRef<DepartmentRequest | null>(null);
  const choose = (request: DepartmentRequest) => () => {
    chosen.current = request;
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          更多
          <span className="sr-only">：{department.name}</span>
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent
        onCloseAutoFocus={() => {
          // Not before the menu is gone: the dialog gives the focus back to the button.
          if (chosen.current) ask(chosen.current);
          chosen.current = null;
        }}
      >
        <DropdownMenuItem
          disabled={department.depth >= maxDepth}
          onSelect={choose({ kind: "add", parentId: department.id })}
        >
          新增下级部门
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={choose({ kind: "rename", department })}>改名</DropdownMenuItem>
        <DropdownMenuItem onSelect={choose({ kind: "move", department })}>移动</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
