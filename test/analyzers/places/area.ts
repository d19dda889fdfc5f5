import type { Settings } from "../../../config/schema.ts";

/** The five communes that were An Lão district, as the shipped configuration studies them. */
export const AN_LAO: Settings["area"] = {
  name: { vi: "Năm xã An Lão", en: "The five communes of An Lão" },
  communes: ["11629", "11635", "11647", "11668", "11674"],
  province: "Hải Phòng",
  oldDistrict: "An Lão",
  localNames: ["núi Voi", "sông Đa Độ"],
};
