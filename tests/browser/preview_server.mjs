// `gongkai serve` on a copy of this repository's content, for tests and the benchmark.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A project folder that a test may edit. */
export class Project {
  constructor(from = ROOT) {
    this.folder = mkdtempSync(join(tmpdir(), "gongkai-preview-"));
    for (const name of ["site.yaml", "content", "templates", "themes"]) cpSync(join(from, name), join(this.folder, name), { recursive: true });
  }
  path(file) { return join(this.folder, file); }
  read(file) { return readFileSync(this.path(file), "utf8"); }
  write(file, text) {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }
  replace(file, old, now) {
    const text = this.read(file);
    if (!text.includes(old)) throw new Error(`${file} has no “${old}”`);
    this.write(file, text.replace(old, now));
  }
  remove() { rmSync(this.folder, { recursive: true, force: true }); }
}

/** Ended with the test, also when it breaks off. */
const running = new Set();
process.on("exit", () => running.forEach((one) => one.kill()));

/** The program, running. `lines`: what it printed of each build. */
export class PreviewServer {
  static async start(program, folder, options = []) {
    const server = new PreviewServer();
    server.lines = [];
    server.errors = "";
    server.process = spawn(program, ["serve", "--source", folder, "--port", "0", ...options], { stdio: ["ignore", "pipe", "pipe"] });
    running.add(server.process);
    server.exit = new Promise((done) => server.process.on("exit", (code, signal) => {
      running.delete(server.process);
      done({ code, signal });
    }));
    server.process.stderr.on("data", (data) => { server.errors += data; });
    await new Promise((ready, fail) => {
      let rest = "";
      server.process.stdout.on("data", (data) => {
        const parts = (rest + data).split("\n");
        rest = parts.pop();
        for (const line of parts) {
          const address = line.match(/http:\/\/127\.0\.0\.1:(\d+)\//);
          if (address) {
            server.port = Number(address[1]);
            server.url = `http://127.0.0.1:${server.port}`;
          } else {
            server.lines.push(line);
          }
          if (server.lines.length > 0) ready();
        }
      });
      server.exit.then(() => fail(new Error(`the server ended: ${server.errors}`)));
    });
    return server;
  }

  async stop(signal = "SIGINT") {
    this.process.kill(signal);
    return this.exit;
  }

  page(path) { return fetch(`${this.url}/${path}`); }
  async text(path) { return (await this.page(path)).text(); }
  async state(path) { return (await this.page(`_preview/page.json?path=${encodeURIComponent(path)}`)).json(); }
}

/** The stream of events, read as a browser does; `events` grows. */
export class EventReader {
  constructor(server) {
    this.events = [];
    this.stopper = new AbortController();
    this.ended = this.read(server).catch(() => {});
  }
  async read(server) {
    const answer = await fetch(`${server.url}/_preview/events`, { signal: this.stopper.signal });
    let rest = "";
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const data = part.match(/^data: (.*)$/m);
        if (data) this.events.push(JSON.parse(data[1]));
      }
    }
  }
  stop() { this.stopper.abort(); return this.ended; }
}
