import { Canvas, StyleSheet, View } from "@react-pdf/renderer";
import { categoryLabels } from "@/lib/hours/forms";
import { verdictOf } from "../rules";
import type { CertificateRecord, CertificateYear, HoursSum } from "../schema";
import { colour, Zh } from "./text";

const styles = StyleSheet.create({
  row: { flexDirection: "row", alignItems: "center" },
  set: { flexDirection: "row", alignItems: "center", backgroundColor: colour.ground },
  grid: { position: "absolute", top: 0, left: 0, width: "100%", height: "100%" },
  cell: { paddingHorizontal: 4, paddingVertical: 2.5, textAlign: "center" },
  left: { textAlign: "left" },
});

/** Widths in points, 499 in all: an A4 page within its margins. Given ones are measured but once. */
type Column = { heading: string; width: number; align?: "left" };

const recordColumns: Column[] = [
  { heading: "年度", width: 34 },
  { heading: "科目类别", width: 48 },
  { heading: "学习形式", width: 52 },
  { heading: "内容", width: 199, align: "left" },
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
  { heading: "年度", width: 99 },
  { heading: "公需科目", width: 100 },
  { heading: "专业科目", width: 100 },
  { heading: "合计", width: 100 },
  { heading: "结论", width: 100 },
];

/** The sums of each year against its standard, and of the whole period. */
export function SumsTable({ years, totals }: { years: readonly CertificateYear[]; totals: HoursSum }) {
  const rows = years.map(({ year, standard, met, exempt, ...sum }) => [
    String(year),
    ...(["public", "professional", "total"] as const).map((key) =>
      standard ? `${sum[key]}／${standard[key]}` : String(sum[key]),
    ),
    verdictOf({ met, exempt }),
  ]);
  const whole = ["总计", totals.public, totals.professional, totals.total, "—"].map(String);
  return <Table columns={sumColumns} rows={rows} total={whole} />;
}

function Table({ columns, rows, total }: { columns: readonly Column[]; rows: string[][]; total?: string[] }) {
  const headings = columns.map((column) => column.heading);
  return (
    <View>
      <Row columns={columns} texts={headings} heading />
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a printed row never moves, and two may be alike.
        <Row key={index} columns={columns} texts={row} />
      ))}
      {total && <Row columns={columns} texts={total} ground />}
    </View>
  );
}

/** `ground`: set off from the rows, as headings and totals are. */
type RowProps = { columns: readonly Column[]; texts: string[]; heading?: boolean; ground?: boolean };

function Row({ columns, texts, heading = false, ground = heading }: RowProps) {
  return (
    <View style={ground ? styles.set : styles.row} wrap={false} {...(heading && { fixed: true })}>
      <Canvas
        style={styles.grid}
        paint={(painter, _, height = 0) => paintGrid(painter, columns, height, heading)}
      />
      {columns.map((column, index) => (
        <Zh
          key={column.heading}
          style={{
            ...styles.cell,
            ...(column.align === "left" && !heading ? styles.left : {}),
            width: column.width,
          }}
        >
          {texts[index] ?? ""}
        </Zh>
      ))}
    </View>
  );
}

/** What is used of the painter that react-pdf hands over untyped. */
type Painter = Record<"moveTo" | "lineTo", (x: number, y: number) => Painter> & {
  lineWidth(width: number): Painter;
  strokeColor(colour: string): Painter;
  stroke(): Painter;
};

/** One drawing of a row's lines: borders of every cell would double the time that a certificate takes. */
function paintGrid(painter: Painter, columns: readonly Column[], height: number, heading: boolean): null {
  painter.lineWidth(0.6).strokeColor(colour.line);
  let x = 0;
  painter.moveTo(x, 0).lineTo(x, height);
  for (const column of columns) {
    x += column.width;
    painter.moveTo(x, 0).lineTo(x, height);
  }
  if (heading) painter.moveTo(0, 0).lineTo(x, 0);
  painter.moveTo(0, height).lineTo(x, height).stroke();
  return null;
}
