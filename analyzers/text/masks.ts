/**
 * What stands in a text for something that redaction took out. No reader reads into a mask: it is one mark, so that
 * "[số điện thoại]" is no talk of electricity and no answer to a search for it.
 */
export const MASKS = {
  name: "[tên]",
  phone: "[số điện thoại]",
  "national-id": "[số giấy tờ]",
  plate: "[biển số]",
  "bank-account": "[số tài khoản]",
  email: "[thư điện tử]",
  link: "[liên kết]",
  handle: "[tài khoản mạng]",
  house: "[số nhà]",
  parcel: "[số thửa]",
} as const;

const WRITTEN: readonly string[] = Object.values(MASKS);

/** Where a mask that begins at `at` ends; `at` itself where none begins. */
export function maskEnd(text: string, at: number): number {
  const mask = WRITTEN.find((written) => text.startsWith(written, at));
  return mask === undefined ? at : at + mask.length;
}
