import { EmptyState } from "@/components/ui/empty-state";
import { Table, TD, TH, THead, TR } from "@/components/ui/table";
import type { HourCategory, LearningForm } from "@/db/enums";
import { formatDate } from "@/lib/date";
import { categoryLabels, learningFormSpecs } from "@/lib/hours/forms";

type Record = {
  id: string;
  year: number;
  category: HourCategory;
  form: LearningForm;
  title: string;
  startDate: string;
  endDate: string;
  hours: number;
  creditedAt: Date;
};

/** 学时记录: the items of one person that have been credited. */
export function CreditRecords({ records }: { records: readonly Record[] }) {
  if (records.length === 0) {
    return <EmptyState title="还没有审核通过的学时" hint="学时申报经各级审核通过后，会记录在此处" />;
  }
  return (
    <Table>
      <caption className="sr-only">审核通过的学时记录</caption>
      <THead>
        <TR>
          <TH>年度</TH>
          <TH>名称</TH>
          <TH>科目类别</TH>
          <TH>学习形式</TH>
          <TH>起止时间</TH>
          <TH className="num">学时</TH>
          <TH>通过日期</TH>
        </TR>
      </THead>
      <tbody>
        {records.map((record) => (
          <TR key={record.id}>
            <TD data-label="年度">{record.year}</TD>
            <TD data-label="名称">{record.title}</TD>
            <TD data-label="科目类别">{categoryLabels[record.category]}</TD>
            <TD data-label="学习形式">{learningFormSpecs[record.form].label}</TD>
            <TD data-label="起止时间" className="whitespace-nowrap">
              {record.startDate} 至 {record.endDate}
            </TD>
            <TD data-label="学时" className="num">
              {record.hours}
            </TD>
            <TD data-label="通过日期" className="whitespace-nowrap">
              {formatDate(record.creditedAt)}
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
