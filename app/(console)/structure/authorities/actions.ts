"use server";

import { action } from "@/lib/action";
import { disableOrganization, editOrganization, enableOrganization } from "@/lib/structure/commands";
import { createOrganization } from "@/lib/structure/create";
import {
  createOrganizationSchema,
  editOrganizationSchema,
  organizationIdSchema,
} from "@/lib/structure/schema";

const permission = "authorities.manage";

export const createAuthority = action({ permission, schema: createOrganizationSchema }, (ctx, input) =>
  createOrganization(ctx, "authorities", input),
);
export const editAuthority = action({ permission, schema: editOrganizationSchema }, (ctx, input) =>
  editOrganization(ctx, "authorities", input),
);
export const disableAuthority = action({ permission, schema: organizationIdSchema }, (ctx, input) =>
  disableOrganization(ctx, "authorities", input),
);
export const enableAuthority = action({ permission, schema: organizationIdSchema }, (ctx, input) =>
  enableOrganization(ctx, "authorities", input),
);
