"use server";

import { action } from "@/lib/action";
import {
  createAdministrator as createCommand,
  deleteAdministrator as deleteCommand,
  disableAdministrator as disableCommand,
  editAdministrator as editCommand,
  enableAdministrator as enableCommand,
  resetAdministratorPassword as resetCommand,
} from "@/lib/administrator/commands";
import { handOver as handOverCommand } from "@/lib/administrator/hand-over";
import {
  administratorIdSchema,
  createAdministratorSchema,
  editAdministratorSchema,
  handOverSchema,
} from "@/lib/administrator/schema";

const permission = "administrators.manage";

export const createAdministrator = action({ permission, schema: createAdministratorSchema }, createCommand);
export const editAdministrator = action({ permission, schema: editAdministratorSchema }, editCommand);
export const disableAdministrator = action({ permission, schema: administratorIdSchema }, disableCommand);
export const enableAdministrator = action({ permission, schema: administratorIdSchema }, enableCommand);
export const deleteAdministrator = action({ permission, schema: administratorIdSchema }, deleteCommand);
export const resetAdministratorPassword = action({ permission, schema: administratorIdSchema }, resetCommand);
export const handOver = action({ permission, schema: handOverSchema }, handOverCommand);
