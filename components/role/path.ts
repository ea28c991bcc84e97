/** Where 角色管理 is. */
export const rolesPath = "/structure/roles";
