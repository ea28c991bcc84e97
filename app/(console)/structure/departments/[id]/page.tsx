// §4.1 the people of one department, or of none (`unassigned`); batches of them go to another
import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { AssignBar, type Place } from "@/components/department/assign-bar";
import { peopleColumns, peopleRows } from "@/components/department/people-table";
import { DataTable } from "@/components/list/data-table";
import { FilterBar, FilterSearch, FilterSelect } from "@/components/list/filter-bar";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { SelectionProvider } from "@/components/list/selection";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { personStates } from "@/db/enums";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { listDepartmentPeople, listDepartments } from "@/lib/department/queries";
import { departmentPeopleFilters } from "@/lib/department/schema";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { personStateLabels } from "@/lib/person/schema";
import { assignDepartment } from "../actions";

export const metadata: Metadata = { title: "部门人员" };

const parent = "/structure/departments";

export default async function DepartmentPage({
  params,
  searchParams,
}: PageProps<"/structure/departments/[id]">) {
  const ctx = await requirePage("departments.manage");
  const { id } = await params;
  const departments = await listDepartments(ctx.db, ctx.scope);
  const places: Place[] = [...departments, { id: null, name: "未分部门" }];
  const place = places.find((candidate) => (candidate.id ?? "unassigned") === id);
  if (!place) notFound();
  const search = await searchParams;
  const { filters } = parseList(search, departmentPeopleFilters);
  return (
    <>
      <PageHeader
        title={place.name}
        description={place.id ? "部门的人员，不含下级部门的人员" : "本单位没有分到内设部门的人员"}
        breadcrumb={[{ label: "管理内设部门", href: parent }, { label: place.name }]}
      />
      <FilterBar action={`${parent}/${id}` as Route}>
        <FilterSearch label="姓名或完整证件号码" value={filters.q} className="sm:w-52" />
        <FilterSelect
          label="人员状态"
          name="state"
          value={filters.state}
          options={personStates.map((state) => ({ value: state, label: personStateLabels[state] }))}
        />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <PeopleList ctx={ctx} place={place} places={places} pathname={`${parent}/${id}`} search={search} />
      </Suspense>
    </>
  );
}

async function PeopleList({
  ctx: { db, scope, viewer },
  place,
  places,
  pathname,
  search,
}: {
  ctx: Ctx;
  place: Place;
  places: readonly Place[];
  pathname: string;
  search: SearchParams;
}) {
  const params = parseList(search, departmentPeopleFilters);
  const { rows, total } = await listDepartmentPeople(db, scope, place.id, params);
  stayWithin(pathname, search, params, total);
  const others = places.filter(({ id }) => id !== place.id);
  const assignable = may(viewer, "persons.manage") && others.length > 0 && rows.length > 0;
  return (
    <SelectionProvider ids={rows.map(({ id }) => id)}>
      {assignable && <AssignBar from={place} places={others} assign={assignDepartment} />}
      <DataTable
        caption={`${place.name}的人员`}
        columns={peopleColumns}
        rows={peopleRows(rows, may(viewer, "persons.read") ? "/statistics/persons" : null)}
        selectable={assignable}
        empty={<NoPeople place={place} filtered={Object.keys(params.filters).length > 0} />}
      />
      {total > 0 && <Pager {...pagerLinks(pathname, search, params, { total, cap: countCap })} />}
    </SelectionProvider>
  );
}

function NoPeople({ place, filtered }: { place: Place; filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState
        title="没有符合条件的人员"
        hint="姓名可只填一部分，证件号码须填写完整；也可点“重置”查看全部"
      />
    );
  }
  return place.id ? (
    <EmptyState
      title="该部门还没有人员"
      hint="在其他部门或“未分部门”的人员中勾选，即可调整到本部门；人员注册和信息修改时也可选择本部门"
    />
  ) : (
    <EmptyState title="没有未分部门的人员" hint="本单位的人员都已分到内设部门" />
  );
}
