import type { ReactNode } from "react";
import type { ReviewActions } from "@/components/review/decision";
import type { Drawing } from "@/components/review/matters/drawing";
import { personChangeDrawing } from "@/components/review/matters/person-change";
import { personRegistrationDrawing } from "@/components/review/matters/person-registration";
import { transferDrawing } from "@/components/review/matters/transfer";
import { unitChangeDrawing } from "@/components/review/matters/unit-change";
import { unitRegistrationDrawing } from "@/components/review/matters/unit-registration";
import type { ReviewWording } from "@/components/review/wording";
import { TransferTabs } from "@/components/transfer/transfer-tabs";
import type { MatterKind } from "@/lib/review/kind";
import { matterKinds } from "@/lib/review/kinds";
import {
  countPersonChanges,
  countPersonRegistrations,
  countTransfers,
  countUnitChanges,
  countUnitRegistrations,
  decidePersonChanges,
  decidePersonRegistrations,
  decideTransfers,
  decideUnitChanges,
  decideUnitRegistrations,
} from "./actions";

/** What the pages of a kind's inbox are made of. */
export type Matter = {
  kind: MatterKind<{ id: string }, { title: string }>;
  drawing: Drawing<{ id: string }, { title: string }>;
  actions: ReviewActions;
  wording: ReviewWording;
  text: Text;
};

type Text = {
  /** One sentence beneath the title. */
  description: string;
  searchLabel: string;
  approve?: string;
  /** Leads to another list that belongs beside the inbox. */
  tabs?: ReactNode;
};

/** Holds a kind and its drawing to the same subject and proposal; the pages need not know which. */
const matter = <Subject extends { id: string }, Proposal extends { title: string }>(
  kind: MatterKind<Subject, Proposal>,
  drawing: Drawing<Subject, Proposal>,
  actions: ReviewActions,
  text: Text,
): Matter => ({
  kind,
  drawing,
  actions,
  wording: { noun: kind.noun, approve: text.approve ?? "通过", details: "详情" },
  text,
});

/** The inboxes of 审核账户 (§5) by the last part of their path. */
const matters: Record<string, Matter> = {
  persons: matter(
    matterKinds["person-registration"],
    personRegistrationDrawing,
    { decide: decidePersonRegistrations, count: countPersonRegistrations },
    { description: "审核注册到本单位的专业技术人员，驳回须填写原因", searchLabel: "姓名或证件号码" },
  ),
  "person-changes": matter(
    matterKinds["person-change"],
    personChangeDrawing,
    { decide: decidePersonChanges, count: countPersonChanges },
    { description: "审核专业技术人员的资料修改和职称变更，驳回须填写原因", searchLabel: "姓名或证件号码" },
  ),
  units: matter(
    matterKinds["unit-registration"],
    unitRegistrationDrawing,
    { decide: decideUnitRegistrations, count: countUnitRegistrations },
    { description: "审核下级单位的注册，驳回须填写原因", searchLabel: "单位名称或统一社会信用代码" },
  ),
  transfers: matter(
    matterKinds.transfer,
    transferDrawing,
    { decide: decideTransfers, count: countTransfers },
    {
      description: "申请调入本单位的专业技术人员，点击同意即可调入，驳回须填写原因",
      searchLabel: "姓名或证件号码",
      approve: "同意",
      tabs: <TransferTabs active="in" />,
    },
  ),
  "unit-changes": matter(
    matterKinds["unit-change"],
    unitChangeDrawing,
    { decide: decideUnitChanges, count: countUnitChanges },
    { description: "审核下级单位的信息修改，驳回须填写原因", searchLabel: "单位名称或统一社会信用代码" },
  ),
};

/** The inbox at /reviews/<slug>; null: there is none. */
export const matterAt = (slug: string): Matter | null =>
  Object.hasOwn(matters, slug) ? (matters[slug] ?? null) : null;
