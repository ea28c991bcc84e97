import jsQR from "jsqr";
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, test } from "vitest";
import { renderCertificate } from "./render";
import { summarize } from "./rules";
import type { CertificateContent, CertificateRecord } from "./schema";

const code = "0123456789ABCDEFGHJKMNPQRS";
const number = "JN2026-00000123";
const printedAt = new Date("2026-11-23T01:05:00Z");

const titles = [
  "2025年度全市专业技术人员继续教育公需科目培训（第3期）",
  "人工智能与数字政府——“数据要素×”行动的理论、方法与实践：以济宁市、曲阜市为例（上）；继续教育高级研修班，授课120.5学时、考核合格率达98%，结业",
  "Deep Learning for Remote Sensing Image Classification: A Comprehensive Survey with TensorFlow 2.15 and PyTorch（第2版）",
  "《基于BIM技术的装配式建筑施工管理研究》发表于《建筑技术开发》2025年第12期",
  `网络课程 https://example.com/${"averylongpath".repeat(8)}?q=1`,
  "骨干教师培训，".repeat(28),
];

function contentOf(count: number): CertificateContent {
  const period = { fromYear: 2024, toYear: 2025 };
  const records = Array.from(
    { length: count },
    (_, index): CertificateRecord => ({
      year: index < count / 2 ? 2024 : 2025,
      category: index % 3 ? "professional" : "public",
      form: "培训研修",
      title: titles[index % titles.length] as string,
      start: "2024-03-01",
      end: "2024-03-05",
      hours: 8.5,
      creditedOn: "2024-06-08",
    }),
  );
  return {
    heading: "济宁市专业技术人员继续教育学时证明",
    person: {
      name: "欧阳明𬭎",
      sex: "male",
      maskedIdNumber: "370802********1234",
      unit: "济宁市任城区建设工程质量安全监督站（济宁市建设工程质量检测中心有限公司任城分公司）",
      title: "高级工程师（副高级）",
    },
    ...period,
    records,
    ...summarize(records, new Map([[2024, { public: 30, professional: 60, total: 90 }]]), period),
  };
}

const render = (content: CertificateContent) => renderCertificate({ content, number, code }, printedAt);

const opened = (pdf: Uint8Array) => getDocument({ data: pdf.slice(), useSystemFonts: false }).promise;

const pagesOf = (document: PDFDocumentProxy): Promise<PDFPageProxy[]> =>
  Promise.all(Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1)));

/** The canvas that pdf.js itself uses in Node: no other copy's paths can be drawn on it. */
type CanvasFactory = {
  create(width: number, height: number): { context: CanvasRenderingContext2D };
};

/** The lines of a page's texts as drawn, each cell's apart, from top to bottom. */
async function linesOf(page: PDFPageProxy): Promise<string[]> {
  const { items } = await page.getTextContent();
  const lines: { x: number; y: number; text: string }[] = [];
  for (const item of items) {
    if (!("str" in item) || item.str === "") continue;
    const [x, y] = [item.transform[4] as number, item.transform[5] as number];
    const line = lines.find((one) => Math.abs(one.y - y) < 0.5 && Math.abs(one.x - x) < 2);
    if (line) Object.assign(line, { text: line.text + item.str, x: x + item.width });
    else lines.push({ x: x + item.width, y, text: item.str });
  }
  return lines.map((line) => line.text.replaceAll("\u00a0", " ").trim()).filter(Boolean);
}

const textOf = (lines: string[]) => lines.join("").replace(/\s/gu, "");

beforeAll(() => {
  process.env.NEXTAUTH_URL = "https://jxjy.example.gov.cn";
});

describe("a certificate of several pages", () => {
  let document: PDFDocumentProxy;
  let pages: PDFPageProxy[];
  let lines: string[][];
  beforeAll(async () => {
    document = await opened(await render(contentOf(60)));
    pages = await pagesOf(document);
    lines = await Promise.all(pages.map(linesOf));
  });

  test("says all that it has to say", () => {
    expect(pages.length).toBeGreaterThan(3);
    const whole = textOf(lines.flat());
    for (const text of [
      "济宁市专业技术人员继续教育学时证明",
      "姓名：欧阳明𬭎",
      "证件号码：370802********1234",
      "（济宁市建设工程质量检测中心有限公司任城分公司）",
      "证明期间：2024—2025年度",
      "85／30",
      "170／60",
      "255／90",
      "达标",
      "未设标准",
      "单位（盖章）",
      "人社部门（盖章）",
      "验证码：01234-56789-ABCDE-FGHJK-MNPQRS",
      "验证网址：https://jxjy.example.gov.cn/verify",
    ]) {
      expect(whole).toContain(text);
    }
    for (const title of titles) expect(whole).toContain(title.replaceAll(" ", ""));
    expect(whole.match(/2024-06-08/g)).toHaveLength(60);
  });

  test("has its number, print time and page on each page, and the headings over each part of the table", () => {
    for (const [index, page] of lines.entries()) {
      const text = textOf(page);
      expect(text).toContain(
        `证书编号：${number}打印时间：2026-11-2309:05第${index + 1}页共${pages.length}页`,
      );
      if (text.includes("2024-06-08")) expect(text).toContain("审核通过日期");
    }
  });

  test("no line begins with a closing mark, ends with an opening one, or with a hyphen that is not the text's", () => {
    const drawn = lines.flat();
    expect(drawn.filter((line) => /^[，。、；：？！）】》」』”%]/u.test(line))).toEqual([]);
    expect(drawn.filter((line) => /[（【《「『“]$/u.test(line))).toEqual([]);
    expect(drawn.filter((line) => /[-\u00ad\u2010]$/u.test(line))).toEqual([]);
  });

  test("nothing is drawn outside the margins", async () => {
    for (const page of pages) {
      const { items } = await page.getTextContent();
      for (const item of items) {
        if (!("str" in item)) continue;
        expect(item.transform[4]).toBeGreaterThanOrEqual(47);
        expect(item.transform[4] + item.width).toBeLessThanOrEqual(595.3 - 47);
      }
    }
  });

  test("the QR code on the last page is the address of the verification page", async () => {
    const page = pages.at(-1) as PDFPageProxy;
    const viewport = page.getViewport({ scale: 3 });
    const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
    const { context } = (document.canvasFactory as CanvasFactory).create(width, height);
    await page.render({ canvasContext: context, viewport }).promise;
    const image = context.getImageData(0, 0, width, height);
    expect(jsQR(image.data, width, height)?.data).toBe(`https://jxjy.example.gov.cn/verify/${code}`);
  });
});

test("the same content and print time give the same bytes", async () => {
  const [first, second] = await Promise.all([render(contentOf(5)), render(contentOf(5))]);
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});

test("a usual year fits on one page", async () => {
  expect((await opened(await render(contentOf(3)))).numPages).toBe(1);
});

test("a job that fails is a fault, and the next is done", async () => {
  const broken = { ...contentOf(1), records: null } as unknown as CertificateContent;
  await expect(render(broken)).rejects.toThrow("学时证明生成失败");
  expect((await render(contentOf(1))).length).toBeGreaterThan(1000);
});

test("when too many wait the next is told to come later", async () => {
  const jobs: Promise<unknown>[] = [];
  const refusals: string[] = [];
  for (let index = 0; index < 70; index += 1) {
    try {
      jobs.push(render(contentOf(1)));
    } catch (error) {
      refusals.push((error as Error).message);
    }
  }
  expect(refusals.length).toBeGreaterThan(0);
  expect(refusals[0]).toBe("正在打印的人较多，前面还有 50 份，请稍后再试");
  expect((await Promise.all(jobs)).length).toBe(70 - refusals.length);
});
