"use server";

import { action } from "@/lib/action";
import { reviewKindTable } from "@/lib/review/kinds";
import { countTarget } from "@/lib/review/queries";
import { decideReviews } from "@/lib/workflow/commands";
import { allSchema, decisionSchema } from "@/lib/workflow/schema";

const kind = reviewKindTable.declaration;

export const decideDeclarations = action(
  { permission: kind.permission, schema: decisionSchema(kind.filters) },
  (ctx, input) => decideReviews(ctx, kind, input),
);

export const countDeclarations = action(
  { permission: kind.permission, schema: allSchema(kind.filters), changes: false },
  (ctx, input) => countTarget(ctx, kind, input),
);
