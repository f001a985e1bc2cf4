/**
 * Runs an unmodified script on a simulated call. `say`, `conference`, `wait`, `hangup`, `answer` and `log` are globals.
 *
 * A script is sloppy code of old or new style, with `require`. One that has `import`, `export` or a top-level `await`,
 * or whose name ends in .mjs, runs as an ES module. Everything acts on the one call of this process.
 */
"use strict";

const fs = require("node:fs");
const { createRequire, register } = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const util = require("node:util");
const vm = require("node:vm");

const usage = `usage: run SCRIPT [--press KEY@SECONDS]... [--say WAV@SECONDS]... [--signal NAME@SECONDS]...
           [--hangup @SECONDS] [--capacity COUNT] [--voice tone|espeak]`;

function refuse(message) {
    console.error(message);
    process.exit(2);
}

/** Makes Node.js load a file as an ES module, whatever its name is. */
function loadAsModule(url) {
    const hook = `export async function load(url, context, next) {
        return next(url, url === ${JSON.stringify(url)} ? { ...context, format: "module" } : context);
    }`;
    register(`data:text/javascript,${encodeURIComponent(hook)}`);
    return import(url);
}

/** The script as a function, or null if only an ES module can be written like this. */
function compile(code, file) {
    const names = ["require", "module", "exports", "__filename", "__dirname"];
    try {
        return vm.compileFunction(code, names, {
            filename: file,
            importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
        });
    } catch (error) {
        if (error instanceof SyntaxError && /\b(import|export|await)\b/.test(`${error.message}\n${error.stack}`)) {
            return null;
        }
        throw error;
    }
}

function run(file) {
    // Without the byte order mark that some editors write.
    const code = fs.readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    const script = file.endsWith(".mjs") ? null : compile(code, file);
    if (script === null) {
        return loadAsModule(pathToFileURL(file).href);
    }
    const module = { exports: {}, filename: file };
    // Scripts ask require.main === module.
    const require = Object.assign(createRequire(file), { main: module });
    return script.call(module.exports, require, module, module.exports, file, path.dirname(file));
}

/** Ends the process as the script has ended. */
function conclude(error, HangUp, file) {
    if (error instanceof HangUp) {
        process.exit(0);
    }
    if (error instanceof SyntaxError && !error.stack.includes(file)) {
        // Only Node.js itself can print where an ES module is wrong.
        process.removeAllListeners("uncaughtException");
        process.nextTick(() => { throw error; });
        return;
    }
    const trace = util.types.isNativeError(error) ? error.stack : `Uncaught ${util.inspect(error)}`;
    console.error(trace);
    process.exit(1);
}

/** given: the script's path and what happens in the call. */
async function main([script, ...given]) {
    if (script === undefined || script.startsWith("--")) {
        refuse(usage);
    }
    const file = path.resolve(script);
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
        refuse(`${script}: no such file`);
    }
    const { Call, HangUp } = require("./call.js");
    const { MixminusError } = require("./error.js");
    let call;
    try {
        call = new Call(given);
    } catch (error) {
        refuse(error.message);
    }
    const { say, conference, wait, hangup, answer, log } = call;
    Object.assign(globalThis, { say, conference, wait, hangup, answer, log, HangUp, MixminusError });
    // A script may end in a callback or by process.exit: in any case the call ends with the process.
    process.on("exit", (status) => call.end(status !== 0));
    const end = (error) => conclude(error, HangUp, file);
    process.on("uncaughtException", end);
    process.on("unhandledRejection", end);
    // Deep enough to reach the script below the frames of this package.
    Error.stackTraceLimit = 50;
    try {
        await run(file);
    } catch (error) {
        end(error);
    }
}

module.exports = { main };
