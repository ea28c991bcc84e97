import { Document, Font, Page, renderToBuffer, Text } from "@react-pdf/renderer";
import { createElement, isValidElement, type ReactNode } from "react";
import { CertificateDocument } from "@/lib/certificate/document/certificate";
import { fontFile } from "@/lib/certificate/document/fonts";
import { type Printable, printOf, renderCertificate } from "@/lib/certificate/render";
import { summarize } from "@/lib/certificate/rules";
import type { CertificateRecord } from "@/lib/certificate/schema";
import { type BenchRow, inTurn, timed } from "./row";

const warmUps = 15;
const rounds = 41;
const limit = 1.5;
const printedAt = new Date("2026-11-23T01:05:00Z");

/**
 * One certificate through the renderer that the download uses, its worker and all, against a bare
 * @react-pdf document of the same strings and page numbers in the same font, without tables, breaking rules
 * or QR code.
 */
export async function certificateBench(): Promise<BenchRow> {
  process.env.NEXTAUTH_URL ??= "http://localhost:3000";
  Font.register({ family: "Bare", src: fontFile });
  const certificate = example();
  const texts = textsOf(CertificateDocument({ print: printOf(certificate, printedAt) }));

  const ours = () => timed(() => renderCertificate(certificate, printedAt));
  const bare = () => timed(() => renderToBuffer(bareDocument(texts)));
  await inTurn(warmUps, ours, bare);
  const [certificateMs, bareMs] = await inTurn(rounds, ours, bare);
  return {
    name: "one certificate PDF against a bare document of the same text",
    ratio: certificateMs / bareMs,
    limit,
    bound: "max",
    details: {
      certificateMs,
      bareMs,
      records: certificate.content.records.length,
      texts: texts.length,
      rounds,
    },
  };
}

const bareDocument = (texts: readonly string[]) =>
  createElement(
    Document,
    null,
    createElement(
      Page,
      { size: "A4", style: { padding: 48, fontFamily: "Bare", fontSize: 9 } },
      ...texts.map((text, index) => createElement(Text, { key: index }, text)),
      createElement(Text, { fixed: true, render: footer }),
    ),
  );

const footer = ({ pageNumber, totalPages }: { pageNumber: number; totalPages: number }) =>
  `打印时间：2026-11-23 09:05　　第 ${pageNumber} 页 共 ${totalPages} 页`;

/** Every string that a document of react-pdf draws, one a text element; page numbers apart. */
function textsOf(node: ReactNode): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (!isValidElement<{ children?: ReactNode; render?: unknown }>(node)) return [];
  const { type, props } = node;
  if (typeof type === "function") return textsOf((type as (props: object) => ReactNode)(props));
  if (type === (Text as unknown)) return props.render ? [] : [String(props.children)];
  return textsOf(props.children);
}

function example(): Printable {
  const titles = [
    "2025年度全市专业技术人员继续教育公需科目培训（第3期）",
    "人工智能与数字政府——“数据要素×”行动的理论、方法与实践高级研修班",
    "《基于BIM技术的装配式建筑施工管理研究》发表于《建筑技术开发》2025年第12期",
  ];
  const records = Array.from(
    { length: 12 },
    (_, index): CertificateRecord => ({
      year: 2025,
      category: index % 3 ? "professional" : "public",
      form: "培训研修",
      title: titles[index % titles.length] as string,
      start: "2025-03-01",
      end: "2025-03-05",
      hours: 8.5,
      creditedOn: "2025-06-08",
    }),
  );
  const period = { fromYear: 2025, toYear: 2025 };
  return {
    number: "JN2026-00000123",
    code: "0123456789ABCDEFGHJKMNPQRS",
    content: {
      heading: "济宁市专业技术人员继续教育学时证明",
      person: {
        name: "王小明",
        sex: "male",
        maskedIdNumber: "370802********1234",
        unit: "济宁市第一中学",
        title: "一级教师（中级）",
      },
      ...period,
      records,
      ...summarize(records, new Map([[2025, { public: 30, professional: 60, total: 90 }]]), period),
    },
  };
}
