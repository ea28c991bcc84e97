"use server";

import { action } from "@/lib/action";
import { declarationFilters } from "@/lib/hours/schema";
import { declarationKind } from "@/lib/review/declaration";
import { countTarget } from "@/lib/review/queries";
import { decideReviews } from "@/lib/workflow/commands";
import { allSchema, decisionSchema } from "@/lib/workflow/schema";

export const decideDeclarations = action(
  { permission: "hours.review", schema: decisionSchema(declarationFilters) },
  (ctx, input) => decideReviews(ctx, declarationKind, input),
);

export const countDeclarations = action(
  { permission: "hours.review", schema: allSchema(declarationFilters), changes: false },
  countTarget,
);
