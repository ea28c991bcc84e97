"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { TextareaField } from "@/components/form/fields";
import { Form } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { pollAgain } from "@/components/shell/use-polled";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/count";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from "@/components/ui/dialog";
import type { ActionResult } from "@/lib/result";
import { type Decision, outcomeSentence } from "@/lib/workflow/rules";
import { decisionSchema, type Target } from "@/lib/workflow/schema";
import type { ReviewWording } from "./wording";

type Filters = Record<string, unknown>;
type DecisionInput = { target: Target<Filters>; decision: Decision; opinion: string };

/** The server actions of a kind's reviews. */
export type ReviewActions = {
  decide: (input: DecisionInput) => Promise<ActionResult<{ done: number; skipped: number }>>;
  count: (input: { all: Filters; asOf: string }) => Promise<ActionResult<{ total: number }>>;
};

/** What a button asks to have decided. `count` null: more than the list counted, so it is asked for. */
export type DecisionRequest = {
  decision: Decision;
  scope: "one" | "ticked" | "all";
  target: { ids: string[] } | { all: Filters; asOf: string };
  count: number | null;
  /** Names the single matter: 张三《…》. */
  label?: string;
};

type Verbs = Record<Decision, string>;
type Decisions = { decide: (request: DecisionRequest) => void; verbs: Verbs };

const DecisionContext = createContext<Decisions | null>(null);

/**
 * `decide` opens the dialog in which a decision is confirmed, `verbs` are what its buttons are called; a
 * DecisionProvider stands above.
 */
export function useDecision(): Decisions {
  const decisions = useContext(DecisionContext);
  if (!decisions) throw new Error("useDecision needs a DecisionProvider above");
  return decisions;
}

/** Holds the one dialog in which every decision of a page is confirmed. The actions are its kind's. */
export function DecisionProvider({
  actions,
  wording: { noun, approve },
  children,
}: {
  actions: ReviewActions;
  wording: ReviewWording;
  children: ReactNode;
}) {
  const [request, setRequest] = useState<DecisionRequest | null>(null);
  const decisions = useMemo(() => ({ decide: setRequest, verbs: { approve, reject: "驳回" } }), [approve]);
  return (
    <DecisionContext value={decisions}>
      {children}
      <Dialog open={request !== null} onOpenChange={(open) => !open && setRequest(null)}>
        {request && (
          <DecisionDialog
            request={request}
            actions={actions}
            noun={noun}
            verbs={decisions.verbs}
            close={() => setRequest(null)}
          />
        )}
      </Dialog>
    </DecisionContext>
  );
}

const scopes = { one: "", ticked: "批量", all: "全部" } as const;

function DecisionDialog({
  request,
  actions,
  noun,
  verbs,
  close,
}: {
  request: DecisionRequest;
  actions: ReviewActions;
  noun: string;
  verbs: Verbs;
  close: () => void;
}) {
  const verb = verbs[request.decision];
  const title = `${scopes[request.scope]}${verb}`;
  const { count, problem } = useCount(request, actions.count);
  return (
    <DialogContent>
      <DialogTitle>{title}</DialogTitle>
      <DialogDescription>
        {request.label
          ? `${verb}${request.label}`
          : count === null
            ? (problem ?? "正在统计数量…")
            : `将${verb} ${formatCount(count)} 条${noun}${request.scope === "all" ? "（当前筛选条件下、打开本页时已在您处待审核的全部记录）" : ""}。`}
      </DialogDescription>
      {count !== null && (
        <DecisionForm
          request={request}
          count={count}
          title={title}
          verb={verb}
          decide={actions.decide}
          close={close}
        />
      )}
    </DialogContent>
  );
}

/** The number to confirm; the server counts it to the end where the list stopped counting. */
function useCount(request: DecisionRequest, ask: ReviewActions["count"]) {
  const [count, setCount] = useState(request.count);
  const [problem, setProblem] = useState<string | null>(null);
  const target = request.target;
  useEffect(() => {
    if (request.count !== null || !("all" in target)) return;
    let current = true;
    ask(target)
      .then((result) => {
        if (!current) return;
        if (result.ok) setCount(result.data.total);
        else setProblem(result.message);
      })
      .catch(() => current && setProblem("网络连接失败，请关闭后重试"));
    return () => {
      current = false;
    };
  }, [request.count, target, ask]);
  return { count, problem };
}

const schema = decisionSchema(z.looseObject({}));

function DecisionForm({
  request: { decision, target },
  count,
  title,
  verb,
  decide,
  close,
}: {
  request: DecisionRequest;
  count: number;
  title: string;
  verb: string;
  decide: ReviewActions["decide"];
  close: () => void;
}) {
  const router = useRouter();
  const form = useActionForm({
    schema,
    defaultValues: {
      target: "ids" in target ? target : { ...target, expected: count },
      decision,
      opinion: "",
    },
    action: decide,
    onSuccess: (outcome) => {
      toast.success(outcomeSentence(decision, outcome, verb));
      close();
      pollAgain();
    },
    // What was refused is often gone: the list behind the dialog should say so too.
    onFailure: router.refresh,
  });
  const rejecting = decision === "reject";
  return (
    <Form form={form}>
      <TextareaField
        name="opinion"
        label={rejecting ? "驳回原因" : "审核意见"}
        required={rejecting}
        hint={rejecting ? "申请人会看到，并据此修改后重新提交" : "选填"}
        rows={3}
        maxLength={500}
      />
      <DialogFooter>
        <Button variant="outline" onClick={close}>
          取消
        </Button>
        <Button type="submit" variant={rejecting ? "destructive" : "success"} loading={form.pending}>
          {form.pending ? "正在处理…" : `确认${title}`}
        </Button>
      </DialogFooter>
    </Form>
  );
}
