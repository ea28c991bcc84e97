"use server";

import { action } from "@/lib/action";
import {
  detachOrganization,
  disableOrganization,
  editOrganization,
  enableOrganization,
} from "@/lib/structure/commands";
import { createOrganization } from "@/lib/structure/create";
import { createInvitation, endInvitation } from "@/lib/structure/invitations";
import {
  createOrganizationSchema,
  editOrganizationSchema,
  nothingSchema,
  organizationIdSchema,
} from "@/lib/structure/schema";

const permission = "units.manage";

export const createUnit = action({ permission, schema: createOrganizationSchema }, (ctx, input) =>
  createOrganization(ctx, "units", input),
);
export const editUnit = action({ permission, schema: editOrganizationSchema }, (ctx, input) =>
  editOrganization(ctx, "units", input),
);
export const disableUnit = action({ permission, schema: organizationIdSchema }, (ctx, input) =>
  disableOrganization(ctx, "units", input),
);
export const enableUnit = action({ permission, schema: organizationIdSchema }, (ctx, input) =>
  enableOrganization(ctx, "units", input),
);
export const detachUnit = action({ permission, schema: organizationIdSchema }, detachOrganization);
export const createUnitInvitation = action({ permission, schema: nothingSchema }, createInvitation);
export const endUnitInvitation = action({ permission, schema: nothingSchema }, endInvitation);
