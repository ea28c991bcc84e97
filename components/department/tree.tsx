"use client";

import { UrlLink } from "@/components/ui/url-link";
import type { DepartmentNode } from "@/lib/department/queries";
import type { PeopleCount } from "@/lib/department/rules";
import { unassigned as unassignedFilter } from "@/lib/person/schema";
import type { DepartmentActions } from "./dialogs";
import { RowActions } from "./row-actions";

type Shared = {
  actions: DepartmentActions;
  /** The list of people that a department's number leads to, where the viewer may open it. */
  personsPath: string | null;
};

const rowClass = "flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-3 py-2 sm:px-4";

/** 内设部门 as lists in lists, with how many people are in each; DepartmentDialogs stand above. */
export function DepartmentTree({
  trees,
  unassigned,
  ...shared
}: Shared & { trees: readonly DepartmentNode[]; unassigned: PeopleCount }) {
  return (
    <ul aria-label="内设部门" className="rounded-lg border border-b-0 bg-card">
      <Branches trees={trees} {...shared} />
      {unassigned.people > 0 && (
        <li className={rowClass}>
          <UrlLink
            href="/structure/departments/unassigned"
            className="inline-block py-0.5 font-medium text-primary hover:underline"
          >
            未分部门
          </UrlLink>
          <span className="text-muted-foreground tabular-nums">
            <People
              department={{ id: unassignedFilter, name: "未分部门", below: 0, ...unassigned }}
              personsPath={shared.personsPath}
            />
          </span>
        </li>
      )}
    </ul>
  );
}

function Branches({ trees, ...shared }: Shared & { trees: readonly DepartmentNode[] }) {
  return trees.map((department, index) => (
    <li key={department.id}>
      <div className={rowClass}>
        <div className="min-w-0 basis-40 grow wrap-anywhere">
          <UrlLink
            href={`/structure/departments/${department.id}`}
            className="inline-block py-0.5 font-medium text-primary hover:underline"
          >
            {department.name}
          </UrlLink>
          {department.depth > 1 && <span className="sr-only">（第 {department.depth} 级）</span>}
          <div className="text-muted-foreground tabular-nums">
            <People department={department} personsPath={shared.personsPath} />
            {department.children.length > 0 && `　下级部门 ${department.children.length} 个`}
          </div>
        </div>
        <RowActions
          department={department}
          above={trees[index - 1]?.id}
          below={trees[index + 1]?.id}
          actions={shared.actions}
        />
      </div>
      {department.children.length > 0 && (
        <ul aria-label={`${department.name}的下级部门`} className="ml-3 border-l sm:ml-8">
          <Branches trees={department.children} {...shared} />
        </ul>
      )}
    </li>
  ));
}

type Counted = PeopleCount & Pick<DepartmentNode, "id" | "name" | "below">;

function People({ department, personsPath }: { department: Counted; personsPath: string | null }) {
  if (department.people === 0) return "暂无人员";
  const text = numberOf(department);
  if (personsPath === null) return text;
  return (
    <UrlLink
      href={`${personsPath}?department=${department.id}`}
      className="inline-block py-0.5 underline underline-offset-4 hover:text-primary"
    >
      {text}
      <span className="sr-only">：{department.name}</span>
    </UrlLink>
  );
}

const inWords = (count: number): string => `${count.toLocaleString("zh-CN")} 人`;

const numberOf = ({ people, employed, below }: Counted): string =>
  `在岗 ${inWords(employed)}，共 ${inWords(people)}${below > 0 ? `（含下级部门 ${inWords(below)}）` : ""}`;
