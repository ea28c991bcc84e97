import { describe, expect, test } from "vitest";
import { checkCharacter, isOrganizationCode, isTemporaryCode, isUnifiedCode, normalizeCode } from "./code";
import { unitSchema } from "./schema";

describe("a 统一社会信用代码", () => {
  // Published by the companies that hold them.
  const real = ["91110000802100433B", "91440300708461136T"];

  test("has the check character of GB 32100", () => {
    expect(checkCharacter("91110000802100433")).toBe("B");
    expect(real.every(isUnifiedCode)).toBe(true);
  });

  test("is refused with any single character changed, and with two neighbours swapped", () => {
    const [code = ""] = real;
    for (let place = 0; place < code.length; place++) {
      const other = code[place] === "1" ? "2" : "1";
      expect(isUnifiedCode(code.slice(0, place) + other + code.slice(place + 1))).toBe(false);
      const [a = "", b = ""] = [code[place], code[place + 1]];
      if (place + 1 < code.length && a !== b) {
        expect(isUnifiedCode(code.slice(0, place) + b + a + code.slice(place + 2))).toBe(false);
      }
    }
  });

  test("has no letter that could be taken for a digit", () => {
    for (const letter of "IOSVZ") {
      const body = `9111000080210043${letter}`;
      expect([..."0123456789ABCDEFGHJKLMNPQRTUWXY"].some((check) => isUnifiedCode(body + check))).toBe(false);
    }
  });

  test("is read full-width, with spaces, dashes and in lower case", () => {
    expect(normalizeCode("９１１１００００ 8021-00433b")).toBe("91110000802100433B");
  });
});

test("a 临时编码 is LS with the division and six digits", () => {
  expect(isTemporaryCode("LS370811000001")).toBe(true);
  for (const wrong of ["LS37081100001", "LS3708110000011", "L5370811000001", "370811000001"]) {
    expect(isOrganizationCode(wrong)).toBe(false);
  }
});

describe("a unit", () => {
  const unit = {
    name: "  济宁市示例学校（北湖校区） ",
    code: "ls370811 000001",
    nature: "事业单位（全额）",
    level: "市属",
    industry: "教育",
    divisionCode: "370811",
    streetCode: "370811011",
    address: "古槐路１号",
    legalRepresentative: "孔凡亮",
    contactName: "王芳",
    phone: "０５３７－2345678",
    postcode: "",
  };

  test("is stored half-width and trimmed; brackets of a name stay", () => {
    expect(unitSchema.parse(unit)).toMatchObject({
      name: "济宁市示例学校（北湖校区）",
      code: "LS370811000001",
      address: "古槐路1号",
      phone: "0537-2345678",
      postcode: "",
      fax: "",
    });
  });

  test("is refused at the field", () => {
    const refused = (change: Partial<typeof unit>) =>
      unitSchema
        .safeParse({ ...unit, ...change })
        .error?.issues.map(({ path, message }) => [path[0], message]);
    expect(refused({ nature: "教会" })).toEqual([["nature", "请选择单位性质"]]);
    expect(refused({ code: "91110000802100433C" })?.[0]?.[0]).toBe("code");
    expect(refused({ code: "" })).toEqual([["code", "请填写统一社会信用代码或临时编码"]]);
    expect(refused({ phone: "12" })?.[0]?.[0]).toBe("phone");
    expect(refused({ postcode: "27200" })).toEqual([["postcode", "邮编应为 6 位数字"]]);
    expect(refused({ streetCode: "370881001" })?.[0]?.[0]).toBe("streetCode");
    expect(refused({ name: " " })).toEqual([["name", "请填写单位名称"]]);
  });
});
