import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

const require = createRequire(import.meta.url);
/** The renderer reads whole TrueType files only; the web's WOFF pieces of the same face would lose letters. */
const FACES = ["400Regular/BeVietnamPro_400Regular.ttf", "600SemiBold/BeVietnamPro_600SemiBold.ttf"];
const fontFiles = FACES.map((face) => require.resolve(`@expo-google-fonts/be-vietnam-pro/${face}`));

/** A chart as a PNG for mails and Word, drawn with our own letters, `scale` pixels a unit, on white. */
export function chartPng(svg: string, scale = 2): Uint8Array {
  const picture = new Resvg(svg, {
    background: "#FFFFFF",
    fitTo: { mode: "zoom", value: scale },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: "Be Vietnam Pro" },
  });
  return picture.render().asPng();
}
