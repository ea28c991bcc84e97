import type { conversionRules } from "../schema";

/**
 * 学时折算标准 to begin with. No rule of the place is known, so every row is an example (示例) that says where
 * its figures are from; the 人社局 replaces them.
 */
export const exampleRules: (typeof conversionRules.$inferInsert)[] = [
  {
    form: "degree",
    level: null,
    unit: "course",
    hoursPerUnit: 15,
    capPerItem: 90,
    capPerYear: 90,
    validFrom: 2015,
    source: "示例：每通过一门课程 15 学时，参照外地折算办法；上限 90 学时取年度学时标准",
  },
  {
    form: "training",
    level: null,
    unit: "day",
    hoursPerUnit: 8,
    capPerItem: 40,
    capPerYear: 60,
    validFrom: 2015,
    source: "示例：每天 8 学时，参照泰州市折算办法；上限为演示数值",
  },
  {
    form: "training",
    level: null,
    unit: "hour",
    hoursPerUnit: 1,
    capPerItem: 40,
    capPerYear: 60,
    validFrom: 2015,
    source: "示例：按证书标明的学时计；上限为演示数值",
  },
  ...(
    [
      ["国家级", 5, "示例：国家级刊物每千字 5 学时，参照外地折算办法；上限为演示数值"],
      ["省级", 3, "示例：省级刊物每千字 3 学时，参照外地折算办法；上限为演示数值"],
      ["市级", 2, "示例：演示数值，未见公开标准"],
    ] as const
  ).map(([level, hoursPerUnit, source]) => ({
    form: "paper" as const,
    level,
    unit: "thousand-characters",
    hoursPerUnit,
    capPerItem: 30,
    capPerYear: 60,
    validFrom: 2015,
    source,
  })),
];
