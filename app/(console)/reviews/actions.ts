"use server";

import { action } from "@/lib/action";
import type { MatterKind } from "@/lib/review/kind";
import { matterKinds } from "@/lib/review/kinds";
import { countTarget } from "@/lib/review/queries";
import { decideReviews } from "@/lib/workflow/commands";
import { allSchema, decisionSchema } from "@/lib/workflow/schema";

type Kind = MatterKind<object, object>;

const deciding = (kind: Kind) =>
  action({ permission: kind.permission, schema: decisionSchema(kind.filters) }, (ctx, input) =>
    decideReviews(ctx, kind, input),
  );

const counting = (kind: Kind) =>
  action({ permission: kind.permission, schema: allSchema(kind.filters), changes: false }, (ctx, input) =>
    countTarget(ctx, kind, input),
  );

/* One address a kind: what is sent to it can be decided with that kind's permission and no other. */

export const decidePersonRegistrations = deciding(matterKinds["person-registration"]);
export const countPersonRegistrations = counting(matterKinds["person-registration"]);

export const decidePersonChanges = deciding(matterKinds["person-change"]);
export const countPersonChanges = counting(matterKinds["person-change"]);

export const decideUnitRegistrations = deciding(matterKinds["unit-registration"]);
export const countUnitRegistrations = counting(matterKinds["unit-registration"]);

export const decideTransfers = deciding(matterKinds.transfer);
export const countTransfers = counting(matterKinds.transfer);

export const decideUnitChanges = deciding(matterKinds["unit-change"]);
export const countUnitChanges = counting(matterKinds["unit-change"]);
