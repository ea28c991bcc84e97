import type { Branch } from "@/lib/structure/schema";

/** Address and words of each branch, as its pages and forms say them. */
export const branchWords = {
  authorities: {
    path: "/structure/authorities",
    title: "管理主管部门",
    noun: "主管部门或人社局",
    create: "新增主管部门",
    portal: "主管部门/人社",
  },
  units: {
    path: "/structure/units",
    title: "管理下级单位",
    noun: "下级单位",
    create: "新增下级单位",
    portal: "用人单位",
  },
} as const satisfies Record<Branch, Record<string, string>>;
