"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { toast } from "sonner";
import type { z } from "zod";
import { SelectField, TextField } from "@/components/form/fields";
import { Form, SubmitButton } from "@/components/form/form";
import { type ActionForm, useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from "@/components/ui/dialog";
import type { DepartmentNode } from "@/lib/department/queries";
import { flatten, maxDepth } from "@/lib/department/rules";
import {
  addDepartmentSchema,
  type DepartmentIdInput,
  moveDepartmentSchema,
  renameDepartmentSchema,
  type SortDepartmentInput,
} from "@/lib/department/schema";
import type { ActionResult } from "@/lib/result";

type Answer = Promise<ActionResult<{ id: string; name: string }>>;

/** The server actions of the page. */
export type DepartmentActions = {
  add: (input: z.input<typeof addDepartmentSchema>) => Answer;
  rename: (input: z.input<typeof renameDepartmentSchema>) => Answer;
  move: (input: z.input<typeof moveDepartmentSchema>) => Answer;
  sort: (input: SortDepartmentInput) => Answer;
  remove: (input: DepartmentIdInput) => Answer;
};

/** What a button asks to be filled in. */
export type DepartmentRequest =
  | { kind: "add"; parentId: string }
  | { kind: "rename"; department: DepartmentNode }
  | { kind: "move"; department: DepartmentNode };

const AskContext = createContext<((request: DepartmentRequest) => void) | null>(null);

/** Opens the dialog of a request; DepartmentDialogs stand above. */
export function useAskDepartment(): (request: DepartmentRequest) => void {
  const ask = useContext(AskContext);
  if (!ask) throw new Error("useAskDepartment needs DepartmentDialogs above");
  return ask;
}

type DialogProps = {
  trees: readonly DepartmentNode[];
  actions: DepartmentActions;
  /** Under which name what is typed is kept; tells the account. */
  keep: string;
};

/** Holds the one dialog in which departments are added, renamed and moved. */
export function DepartmentDialogs({ children, ...props }: DialogProps & { children: ReactNode }) {
  const [request, setRequest] = useState<DepartmentRequest | null>(null);
  const dialog = { ...props, close: () => setRequest(null) };
  return (
    <AskContext value={setRequest}>
      {children}
      <Dialog open={request !== null} onOpenChange={(open) => !open && setRequest(null)}>
        {request && (
          <DialogContent>
            {request.kind === "add" && <AddForm {...dialog} parentId={request.parentId} />}
            {request.kind === "rename" && <RenameForm {...dialog} department={request.department} />}
            {request.kind === "move" && <MoveForm {...dialog} department={request.department} />}
          </DialogContent>
        )}
      </Dialog>
    </AskContext>
  );
}

/** Opens 新增内设部门 at the top of the tree. */
export function AddDepartmentButton() {
  const ask = useAskDepartment();
  return <Button onClick={() => ask({ kind: "add", parentId: "" })}>新增内设部门</Button>;
}

type FormProps = DialogProps & { close: () => void };

function AddForm({ trees, actions, keep, close, parentId }: FormProps & { parentId: string }) {
  const form = useActionForm({
    schema: addDepartmentSchema,
    defaultValues: { name: "", parentId },
    action: actions.add,
    onSuccess: ({ name }) => {
      toast.success(`已新增“${name}”`);
      close();
    },
    onFailure: useRouter().refresh,
    keep: `${keep}:add:${parentId}`,
  });
  return (
    <>
      <DialogTitle>新增内设部门</DialogTitle>
      <DialogDescription>新增的部门排在同级部门的最后，可再上移、下移。</DialogDescription>
      <DepartmentForm form={form} verb="新增" close={close}>
        <NameField />
        <ParentField trees={trees} />
      </DepartmentForm>
    </>
  );
}

function RenameForm({ actions, keep, close, department }: FormProps & { department: DepartmentNode }) {
  const { id } = department;
  const form = useActionForm({
    schema: renameDepartmentSchema,
    defaultValues: { id, name: department.name },
    action: actions.rename,
    onSuccess: ({ name }) => {
      toast.success(`“${department.name}”已改名为“${name}”`);
      close();
    },
    onFailure: useRouter().refresh,
    keep: `${keep}:rename:${id}`,
  });
  return (
    <>
      <DialogTitle>修改“{department.name}”的名称</DialogTitle>
      <DialogDescription>部门的人员和下级部门不变。</DialogDescription>
      <DepartmentForm form={form} verb="改名" close={close}>
        <NameField />
      </DepartmentForm>
    </>
  );
}

function MoveForm({ trees, actions, close, department }: FormProps & { department: DepartmentNode }) {
  const { id } = department;
  const form = useActionForm({
    schema: moveDepartmentSchema,
    defaultValues: { id, parentId: department.parentId ?? "" },
    action: actions.move,
    onSuccess: ({ name }) => {
      toast.success(`“${name}”已移动`);
      close();
    },
    onFailure: useRouter().refresh,
  });
  return (
    <>
      <DialogTitle>移动“{department.name}”</DialogTitle>
      <DialogDescription>
        部门的人员和下级部门一起移动；数据范围包含新上级部门的管理员，也将管理这些人员。
      </DialogDescription>
      <DepartmentForm form={form} verb="移动" close={close}>
        <ParentField trees={trees} moved={department} />
      </DepartmentForm>
    </>
  );
}

function DepartmentForm<Values extends FieldValues>({
  form,
  verb,
  close,
  children,
}: {
  form: ActionForm<Values>;
  verb: string;
  close: () => void;
  children: ReactNode;
}) {
  return (
    <Form form={form}>
      {children}
      <DialogFooter>
        <Button variant="outline" onClick={close}>
          取消
        </Button>
        <SubmitButton>确认{verb}</SubmitButton>
      </DialogFooter>
    </Form>
  );
}

const NameField = () => (
  <TextField
    name="name"
    label="部门名称"
    hint="不超过 50 字，同一上级下不能重名"
    required
    maxLength={50}
    autoComplete="off"
  />
);

/** The tree as a choice; what can't be above `moved` is shown and can't be chosen. */
function ParentField({ trees, moved }: { trees: readonly DepartmentNode[]; moved?: DepartmentNode }) {
  const barred = new Set(moved && flatten([moved]).map(({ id }) => id));
  const options = flatten(trees).map(({ id, name, depth }) => ({
    value: id,
    label: `${"　".repeat(depth - 1)}${name}${barred.has(id) && id !== moved?.id ? "（其下级部门）" : ""}`,
    disabled: barred.has(id) || depth >= maxDepth,
  }));
  return <SelectField name="parentId" label="上级部门" placeholder="无（一级部门）" options={options} />;
}
