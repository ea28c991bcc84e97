"use server";

import { action } from "@/lib/action";
import * as commands from "@/lib/department/commands";
import * as schemas from "@/lib/department/schema";

export const addDepartment = action(
  { permission: "departments.manage", schema: schemas.addDepartmentSchema },
  commands.addDepartment,
);
export const renameDepartment = action(
  { permission: "departments.manage", schema: schemas.renameDepartmentSchema },
  commands.renameDepartment,
);
export const moveDepartment = action(
  { permission: "departments.manage", schema: schemas.moveDepartmentSchema },
  commands.moveDepartment,
);
export const sortDepartment = action(
  { permission: "departments.manage", schema: schemas.sortDepartmentSchema },
  commands.sortDepartment,
);
export const deleteDepartment = action(
  { permission: "departments.manage", schema: schemas.departmentIdSchema },
  commands.deleteDepartment,
);
export const assignDepartment = action(
  { permission: "persons.manage", schema: schemas.assignDepartmentSchema },
  commands.assignDepartment,
);
