"use server";

import { action } from "@/lib/action";
import {
  createRole as createRoleCommand,
  deleteRole as deleteRoleCommand,
  editRole as editRoleCommand,
} from "@/lib/role/commands";
import { editRoleSchema, roleIdSchema, roleSchema } from "@/lib/role/schema";

const permission = "roles.manage";

export const createRole = action({ permission, schema: roleSchema }, createRoleCommand);
export const editRole = action({ permission, schema: editRoleSchema }, editRoleCommand);
export const deleteRole = action({ permission, schema: roleIdSchema }, deleteRoleCommand);
