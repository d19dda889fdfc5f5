/** `đ` has no decomposition; everything else loses its marks by NFD (research, pitfall 1). */
export function foldDiacritics(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D");
}
