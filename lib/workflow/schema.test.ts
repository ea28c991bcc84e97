import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { declarationFilters } from "@/lib/hours/schema";
import { asOfSchema, decisionSchema, selectionLimit } from "./schema";

const time = "2026-03-01T04:05:06.123456Z";

test.each([`${time}|812:812:`, `${time}|812:820:812,815,819`, `${time}|1:9223372036854775807:7`])(
  "%s is a moment",
  (asOf) => {
    expect(asOfSchema.parse(asOf)).toBe(asOf);
  },
);

test.each([
  "",
  time,
  `${time}|`,
  `${time}|812`,
  `${time}|0:5:`,
  `${time}|820:812:`,
  `${time}|812:820:811`,
  `${time}|812:820:820`,
  `${time}|812:820:815,813`,
  `${time}|812:820:815,`,
  `${time}|812:99999999999999999999:`,
  `${time}|812:820:|812:820:`,
  "2026-13-45T99:99:99Z|812:812:",
  "2026-03-01|812:812:",
  `${time}|812:812:'; drop table reviews`,
  `${time}|1:9:${"5,".repeat(2000)}5`,
])("%s is none, and says what to do", (asOf) => {
  const { error } = asOfSchema.safeParse(asOf);
  expect(error?.issues[0]?.message).toBe("页面已过期，请刷新后重试");
});

const schema = decisionSchema(declarationFilters);
const ticked = (ids: string[]) => ({ target: { ids }, decision: "approve", opinion: "" });

test("a row ticked twice is one", () => {
  const id = randomUUID();
  expect(schema.parse(ticked([id, id])).target).toEqual({ ids: [id] });
});

test.each([
  ["nothing ticked", ticked([])],
  ["what is no id", ticked(["1 or 1=1"])],
  ["too many ticked", ticked(Array.from({ length: selectionLimit + 1 }, () => randomUUID()))],
  ["a decision that is none", { ...ticked([randomUUID()]), decision: "credit" }],
  ["neither ids nor all", { ...ticked([]), target: {} }],
  ["all without its moment", { ...ticked([]), target: { all: {}, expected: 1 } }],
  ["a negative number", { ...ticked([]), target: { all: {}, asOf: `${time}|1:1:`, expected: -1 } }],
  [
    "a filter that is none",
    { ...ticked([]), target: { all: { year: 1 }, asOf: `${time}|1:1:`, expected: 1 } },
  ],
])("%s is refused", (_, input) => {
  expect(schema.safeParse(input).success).toBe(false);
});

test.each(["", "   "])("a rejection without a reason (%j) is refused", (opinion) => {
  const { error } = schema.safeParse({ ...ticked([randomUUID()]), decision: "reject", opinion });
  expect(error?.issues).toMatchObject([{ path: ["opinion"], message: "驳回须填写原因，申请人将据此修改" }]);
});

test("a reason is trimmed, and has 500 characters at most", () => {
  const reject = (opinion: string) => ({ ...ticked([randomUUID()]), decision: "reject", opinion });
  expect(schema.parse(reject(" 缺少证书 ")).opinion).toBe("缺少证书");
  expect(schema.safeParse(reject("长".repeat(501))).success).toBe(false);
});
