import type { UnitRegistrationInput } from "@/lib/registration/unit/schema";

/** 用人单位注册 with nothing filled in. */
export const blankUnitRegistration: UnitRegistrationInput = {
  unit: {
    name: "",
    code: "",
    nature: "",
    level: "",
    industry: "",
    divisionCode: "",
    streetCode: "",
    address: "",
    postcode: "",
    legalRepresentative: "",
    contactName: "",
    phone: "",
    fax: "",
    email: "",
    introduction: "",
  },
  superior: null,
  license: [],
  administrator: { name: "", idNumber: "", phone: "", email: "", position: "" },
  login: { resume: false, password: "", confirmation: "" },
  captchaAnswer: "",
  captchaId: "",
};
