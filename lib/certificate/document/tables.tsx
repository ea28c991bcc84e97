import { StyleSheet, View } from "@react-pdf/renderer";
import { categoryLabels } from "@/lib/hours/forms";
import type { CertificateRecord, CertificateYear, HoursSum } from "../schema";
import { colour, Zh } from "./text";

const styles = StyleSheet.create({
  row: { flexDirection: "row", borderLeftWidth: 0.6, borderColor: colour.line },
  header: {
    flexDirection: "row",
    borderTopWidth: 0.6,
    borderLeftWidth: 0.6,
    borderColor: colour.line,
    backgroundColor: colour.ground,
  },
  headerText: { fontWeight: 700, textAlign: "center" },
  cell: {
    borderRightWidth: 0.6,
    borderBottomWidth: 0.6,
    borderColor: colour.line,
    paddingHorizontal: 4,
    paddingVertical: 2.5,
    justifyContent: "center",
  },
  centre: { textAlign: "center" },
  total: { fontWeight: 700, textAlign: "center" },
});

type Column = { heading: string; width?: number; align?: "left" };

const recordColumns: Column[] = [
  { heading: "年度", width: 34 },
  { heading: "科目类别", width: 48 },
  { heading: "学习形式", width: 52 },
  { heading: "内容", align: "left" },
  { heading: "起止时间", width: 66 },
  { heading: "学时", width: 34 },
  { heading: "审核通过日期", width: 66 },
];

/** The records, one a row; no row is divided between pages and every page has the headings. */
export function RecordsTable({ records }: { records: readonly CertificateRecord[] }) {
  return (
    <Table
      columns={recordColumns}
      rows={records.map((record) => [
        String(record.year),
        categoryLabels[record.category],
        record.form,
        record.title,
        record.start === record.end ? record.start : `${record.start} 至${record.end}`,
        String(record.hours),
        record.creditedOn,
      ])}
    />
  );
}

const sumColumns: Column[] = [
  { heading: "年度" },
  { heading: "公需科目" },
  { heading: "专业科目" },
  { heading: "合计" },
  { heading: "结论" },
];

/** The sums of each year against its standard, and of the whole period. */
export function SumsTable({ years, totals }: { years: readonly CertificateYear[]; totals: HoursSum }) {
  const rows = years.map(({ year, standard, met, ...sum }) => [
    String(year),
    ...(["public", "professional", "total"] as const).map((key) =>
      standard ? `${sum[key]}／${standard[key]}` : String(sum[key]),
    ),
    met === null ? "未设标准" : met ? "达标" : "未达标",
  ]);
  const whole = ["总计", totals.public, totals.professional, totals.total, "—"].map(String);
  return <Table columns={sumColumns} rows={rows} total={whole} />;
}

function Table({ columns, rows, total }: { columns: readonly Column[]; rows: string[][]; total?: string[] }) {
  return (
    <View>
      <View style={styles.header} fixed wrap={false}>
        {columns.map((column) => (
          <Cell key={column.heading} column={column} text={column.heading} style="headerText" />
        ))}
      </View>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a printed row never moves, and two may be alike.
        <Row key={index} columns={columns} texts={row} />
      ))}
      {total && <Row columns={columns} texts={total} style="total" />}
    </View>
  );
}

function Row({ columns, texts, style }: { columns: readonly Column[]; texts: string[]; style?: "total" }) {
  return (
    <View style={styles.row} wrap={false}>
      {columns.map((column, index) => (
        <Cell key={column.heading} column={column} text={texts[index] ?? ""} style={style} />
      ))}
    </View>
  );
}

function Cell({ column, text, style }: { column: Column; text: string; style?: "headerText" | "total" }) {
  const size = column.width ? { width: column.width } : { flexGrow: 1, flexShrink: 1, flexBasis: 0 };
  return (
    <View style={[styles.cell, size]}>
      <Zh style={style ? styles[style] : column.align === "left" ? {} : styles.centre}>{text}</Zh>
    </View>
  );
}
