"use server";

import { action } from "@/lib/action";
import { appointAdministrator, resetFullAdministrator } from "@/lib/structure/appoint";
import {
  detachOrganization,
  disableOrganization,
  editOrganization,
  enableOrganization,
} from "@/lib/structure/commands";
import { createOrganization } from "@/lib/structure/create";
import { createInvitation, endInvitation } from "@/lib/structure/invitations";
import {
  appointSchema,
  createOrganizationSchema,
  editOrganizationSchema,
  nothingSchema,
  organizationIdSchema,
  resetAdministratorSchema,
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
export const appointUnitAdministrator = action({ permission, schema: appointSchema }, (ctx, input) =>
  appointAdministrator(ctx, "units", input),
);
export const resetUnitAdministrator = action({ permission, schema: resetAdministratorSchema }, (ctx, input) =>
  resetFullAdministrator(ctx, "units", input),
);
