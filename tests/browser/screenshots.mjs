// Pictures of each kind of page, to look at: 360 and 1280 px, light and dark, and as PDF.
//
//   node screenshots.mjs SITE FOLDER
import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, samples } from "./pages.mjs";

const [site, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    for (const path of samples(site)) {
      await page.goto(pathToFileURL(path).href);
      const name = relative(site, path).replaceAll("/", "_").replace(".html", "");
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      if (width === 1280 && colorScheme === "light") await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true });
    }
    await page.close();
  }
}
await browser.close();
