import type { Column, Row } from "@/components/list/data-table";
import type { DepartmentPersonRow } from "@/lib/department/queries";
import { listHref } from "@/lib/list";
import { personStateLabels } from "@/lib/person/schema";

/** Columns of a department's people. */
export const peopleColumns: Column[] = [
  { key: "name", header: "姓名" },
  { key: "id-number", header: "证件号码" },
  { key: "position", header: "岗位/职务" },
  { key: "title", header: "职称" },
  { key: "state", header: "状态" },
];

/** One page of people as the table's rows; `personsPath`: where a person's page is, if the viewer may open it. */
export const peopleRows = (rows: readonly DepartmentPersonRow[], personsPath: string | null): Row[] =>
  rows.map((row) => ({
    id: row.id,
    label: row.name,
    href: personsPath === null ? undefined : listHref(`${personsPath}/${row.id}`, {}, {}),
    cells: [
      row.name,
      row.maskedIdNumber,
      row.position ?? "—",
      row.title ?? row.titleLevel ?? "—",
      personStateLabels[row.state],
    ],
  }));
