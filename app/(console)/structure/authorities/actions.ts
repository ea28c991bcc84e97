"use server";

import { action } from "@/lib/action";
import { appointAdministrator, resetFullAdministrator } from "@/lib/structure/appoint";
import { disableOrganization, editOrganization, enableOrganization } from "@/lib/structure/commands";
import { createOrganization } from "@/lib/structure/create";
import {
  appointSchema,
  createOrganizationSchema,
  editOrganizationSchema,
  organizationIdSchema,
  resetAdministratorSchema,
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
export const appointAuthorityAdministrator = action({ permission, schema: appointSchema }, (ctx, input) =>
  appointAdministrator(ctx, "authorities", input),
);
export const resetAuthorityAdministrator = action(
  { permission, schema: resetAdministratorSchema },
  (ctx, input) => resetFullAdministrator(ctx, "authorities", input),
);
