// A preview server for tests: a built site with the answers of `gongkai serve`, which the
// test can change at will. Pages are framed as src/serve/frame.cpp does it.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const client = new URL("../../src/serve/client/", import.meta.url);
const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".json": "application/json", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8",
};

/** The bar as the program frames it, from its source: the two cannot differ. */
const bar = readFileSync(new URL("../../src/serve/frame.cpp", import.meta.url), "utf8").match(/std::string_view bar = R"html\((.*?)\)html"/s)[1];

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&#34;").replaceAll("<", "&lt;");
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

export function framed(html, path, version) {
  return html.replace("<title>", "<title>【预览】").replace("</head>", `<meta name="robots" content="noindex, nofollow">
<link rel="stylesheet" href="/_preview/preview.css">
<script type="module" src="/_preview/preview.js" data-path="${escaped(path)}" data-version="${escaped(version)}"></script>
</head>`).replace(/<body[^>]*>/, (tag) => tag + bar);
}

export class Mock {
  constructor(site, port = 0) {
    this.site = site;
    this.port = port;
    this.build = 1;
    this.status = "ok";
    this.time = "14:03:22";
    this.report = null;
    this.findings = [];
    this.problems = { total: 0, shown: [] };
    this.changes = { published: true, pages: 12, figures: 3 };
    this.changed = new Map();  // path → text that stands for the file's; null: there is no such file
    this.servedVersion = (version) => version;
    this.streams = new Set();
    this.mostStreams = 0;
    this.requests = [];
    this.assets = ["assets/style.css", "assets/theme.js", "assets/icon.svg", "assets/unused.js"];
    this.fails = false;
    this.notEvents = false;
  }

  /** Listens on a port of its own, or again on the same one after stop(). */
  async start() {
    this.server = createServer((request, response) => this.answer(request, response));
    await new Promise((done) => this.server.listen(this.port, "127.0.0.1", done));
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  async stop() {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
    this.streams.clear();
  }

  /** A build begins: every tab hears of it. */
  begin() {
    this.status = "building";
    this.tell();
  }

  /** A build has ended, with what it changed: {status, problems, findings, report, files}. */
  finish({ files = {}, ...state } = {}) {
    for (const [path, text] of Object.entries(files)) this.changed.set(path, text);
    Object.assign(this, { status: "ok", problems: { total: 0, shown: [] } }, state);
    ++this.build;
    this.tell();
  }

  tell() {
    for (const stream of this.streams) this.send(stream);
  }

  send(stream) {
    stream.write(`id: ${this.build}\ndata: ${JSON.stringify({ build: this.build, status: this.status })}\n\n`);
  }

  /** How often such an address was asked for. */
  asked(part) {
    return this.requests.filter((one) => one.includes(part)).length;
  }

  text(path) {
    if (this.changed.has(path)) return this.changed.get(path);
    const file = join(this.site, path);
    if (!existsSync(file) || !statSync(file).isFile()) return null;
    return readFileSync(file, "utf8");
  }

  version(path) {
    const text = this.text(path);
    return text === null ? null : hash(text);
  }

  answer(request, response) {
    const url = new URL(request.url, this.url);
    const path = decodeURIComponent(url.pathname).slice(1) || "index.html";
    this.requests.push(request.url);
    response.setHeader("Cache-Control", "no-store");
    if (path === "_preview/events") return this.answerEvents(request, response);
    if (path === "_preview/page.json") return this.answerJson(response, this.stateOf(url.searchParams.get("path")));
    if (path === "_preview/changes.json") return this.answerJson(response, this.changes);
    if (path.startsWith("_preview/")) return this.answerText(response, path, this.clientText(path.slice(9)));
    if (path.endsWith(".html")) return this.answerPage(response, path);
    return this.answerText(response, path, this.text(path));
  }

  answerEvents(request, response) {
    if (this.notEvents) return this.answerText(response, "x.html", "<p>busy");
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write("retry: 1000\n\n");
    this.streams.add(response);
    this.mostStreams = Math.max(this.mostStreams, this.streams.size);
    request.on("close", () => this.streams.delete(response));
    this.send(response);
  }

  stateOf(path) {
    const { build, status, time, report, findings, problems } = this;
    const assets = Object.fromEntries(this.assets.map((asset) => [asset, this.version(asset)]));
    return { build, status, time, version: this.version(path), assets, report, findings, problems };
  }

  answerJson(response, value) {
    if (this.fails) response.writeHead(500).end();
    else response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(value));
  }

  answerPage(response, path) {
    const text = this.text(path);
    const stand = text === null ? this.text("404.html") : text;
    const version = text === null ? "" : this.servedVersion(this.version(path));
    response.writeHead(text === null ? 404 : 200, { "Content-Type": types[".html"] }).end(framed(stand, path, version));
  }

  answerText(response, path, text) {
    if (text === null) response.writeHead(404, { "Content-Type": "text/plain" }).end();
    else response.writeHead(200, { "Content-Type": types[extname(path)] ?? "application/octet-stream" }).end(text);
  }

  clientText(name) {
    const file = new URL(name, client);
    return /^[a-z.]+$/.test(name) && existsSync(file) ? readFileSync(file, "utf8") : null;
  }
}
