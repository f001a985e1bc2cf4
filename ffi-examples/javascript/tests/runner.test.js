"use strict";

const assert = require("node:assert");
const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { after, test } = require("node:test");

const run = path.join(__dirname, "../run");
const directory = fs.mkdtempSync(path.join(os.tmpdir(), "mixminus-"));
after(() => fs.rmSync(directory, { recursive: true }));

/** Runs a script, and returns its exit status, the lines of its transcript without their times, and its errors. */
function script(code, given = [], name = "script.js") {
    const file = path.join(directory, name);
    fs.writeFileSync(file, code);
    const { status, stdout, stderr } = spawnSync(run, [file, "--voice", "tone", ...given], { encoding: "utf8" });
    return { status, lines: stdout.split("\n").map((line) => line.slice(11)).slice(1, -1), stderr };
}

/** Only what the script says and logs. */
const said = (lines) => lines.filter((line) => /^(say|log) /.test(line));

test("scripts of any style run unmodified", () => {
    for (const [code, name] of [
        ['#!/usr/bin/env node\nsay("a")\nsay(2)', "script.js"],
        ["\uFEFFsay('a');\r\nfunction two() { return 1 + 1; }\r\nsay(two(), { voice: 'anna' });\r\n", "script.js"],
        ['x = "a"; say(x); with ({ b: 2 }) { say(b) }', "script.js"],
        ['"use strict"; const f = () => 2; say(`a`); say(f());', "script.js"],
        ['import path from "node:path";\nsay("a"); say(path.sep.length + 1);\nexport default 1;', "script.js"],
        ['await null; say("a"); say(await Promise.resolve(2));', "script.js"],
        ['export const a = 1; say("a"); say(2);', "script.mjs"],
        ['const { EOL } = require("os"); say("a"); say(EOL.length + 1); return;', "script.js"],
        ['(async function () { await null; say("a"); await null; say(2) })()', "script.js"],
        ['setTimeout(function () { say("a"); say(2); }, 5);', "script.js"],
    ]) {
        const { status, lines, stderr } = script(code, [], name);
        assert.deepStrictEqual([status, said(lines), stderr], [0, ['say "a"', 'say "2"'], ""], code);
    }
});

test("handlers of any form are called with the event, or with nothing", () => {
    for (const onChoice of [
        "function (event) { say(event.value) }", "event => say(event.choice)", "named", "function () { say('1') }",
        "({ choice: { value } }) => say(value)", "function (e) { say('' + e.choice + (e.name == 'choice' ? '' : '?')) }",
    ]) {
        const code = `conference(1337, { terminator: 1, "onChoice": ${onChoice}, });\nfunction named(e) { say(e.value) }`;
        const { status, lines } = script(code, ["--press", "1@1"]);
        assert.deepStrictEqual([status, said(lines)], [0, ['say "1"']], onChoice);
    }
});

test("an asynchronous handler ends before what awaits the conference goes on", () => {
    const handler = "async (event) => { for (const n of 'abc') { await null; say(n); } FAIL }";
    const code = `const end = conference(1, { terminator: 1, onChoice: ${handler} }); log(end.name); log((await end).name);`;
    const expected = ['log choice', 'say "a"', 'say "b"', 'say "c"'];
    const { status, lines } = script(code.replace("FAIL", ""), ["--press", "1@1"]);
    assert.deepStrictEqual([status, said(lines)], [0, [...expected, "log choice"]]);
    const failed = script(code.replace("FAIL", "nothing()"), ["--press", "1@1"]);
    assert.deepStrictEqual([failed.status, said(failed.lines)], [1, expected]);
    assert.ok(failed.stderr.includes("nothing is not defined"), failed.stderr);
});

test("conference returns how it ended", () => {
    const code = "var e = conference('a', { terminator: '*' }); log([e.reason, e.name, e.value, e.choice].join());";
    assert.deepStrictEqual(said(script(code, ["--press", "*@1"]).lines), ["log choice,choice,*,*"]);
    assert.deepStrictEqual(said(script(code, ["--signal", "x@1"]).lines), ["log signal,signal,x,"]);
});

test("a hang-up ends the script silently", () => {
    for (const code of [
        'conference("a"); say("no")', 'try { conference("a"); say("no") } finally { var x = 1 }',
        '(async () => { await null; conference("a"); say("no") })()', 'while (true) { try { say("x") } catch (e) {} }',
        'wait(5000); say("no")',
    ]) {
        const { status, lines, stderr } = script(code, ["--hangup", "@1"]);
        assert.deepStrictEqual([status, stderr, lines.at(-1), lines.includes('say "no"')], [0, "", "call ended", false], code);
    }
    const { status, lines } = script('answer(); log("x"); hangup(); say("no")');
    assert.deepStrictEqual([status, lines], [0, ["log x", "script hangs up", "call ended"]]);
});

test("what a script does as its process ends finds the call over, and changes no status", () => {
    for (const [code, status] of [["", 0], ["process.exitCode = 3;", 3], ["setTimeout(() => nothing());", 1]]) {
        const done = script(`process.on("exit", () => say("no")); say("a"); ${code}`);
        assert.deepStrictEqual([done.status, said(done.lines), done.lines.at(-1)], [status, ['say "a"'], "call ended"], code);
    }
});

test("a script is the main module, and knows the class of errors", () => {
    const { lines } = script("if (require.main === module) try { say(true) } catch (e) { log(e instanceof MixminusError) }");
    assert.deepStrictEqual(said(lines), ["log true"]);
});

test("wrong arguments", () => {
    for (const [code, message] of [
        ["say(null)", "say: null, must be a text"], ["say(['a'])", 'say: ["a"], must be a text'],
        ["say(true)", "say: true, must be a text"], ["wait('5')", 'wait: "5", must be a number of milliseconds'],
        ["wait(-1)", "wait: -1, must be a number of milliseconds"], ["wait(NaN)", "wait: NaN, must be a number of milliseconds"],
        ["conference(2 ** 53)", "conferenceId: 9007199254740992, must be a string or an integer"],
        ["conference('1', new Map([['nope', 1]]))", "unknown option: nope"],
    ]) {
        const { status, lines } = script(`try { ${code} } catch (e) { log(e.message) }`);
        assert.deepStrictEqual([status, lines.at(-2)], [0, `log ${message}`], code);
    }
});

test("an error ends the script with its trace and the script's line", () => {
    for (const [code, line, name] of [
        ["\n\nnothing();", 3, "script.js"], ["\nconst x = ;", 2, "script.js"], ["throw new Error('x')", 1, "script.js"],
        ["import 'os';\n\nnothing();", 3, "script.js"], ["import 'os';\nconst y = ;", 2, "script.js"],
        ["\nnull.x", 2, "script.mjs"], ["\nconst y = ;", 2, "script.mjs"], ["\n\nsetTimeout(() => nothing())", 3, "script.js"],
        ["\n(async () => { await null; nothing() })()", 2, "script.js"], ["\nconference('a', { nope: 1 })", 2, "script.js"],
    ]) {
        const { status, lines, stderr } = script(code, [], name);
        assert.strictEqual(status, 1, code);
        assert.ok(stderr.includes(`${path.join(directory, name)}:${line}`), stderr);
        assert.deepStrictEqual(lines.slice(-2), ["script failed", "call ended"], code);
    }
    assert.match(script("throw 'text'").stderr, /Uncaught 'text'/);
});

test("an option that is refused is in the transcript", () => {
    const { lines } = script("try { conference('a', { terminator: '**' }) } catch (e) { log(e.status) }");
    assert.deepStrictEqual(
        lines, ['conference refused: terminator: "**", must be one of 0-9 * # A-D', "log -1", "call ended"],
    );
});

test("wrong usage", () => {
    for (const given of [[], ["--press", "1@1"], [path.join(directory, "none.js")], [directory], [__filename, "--nope", "1"]]) {
        const { status, stdout, stderr } = spawnSync(run, given, { encoding: "utf8" });
        assert.deepStrictEqual([status, stdout, stderr.length > 5], [2, "", true], given.join(" "));
    }
});

test("SIGINT ends a script at once", async () => {
    const file = path.join(directory, "endless.js");
    fs.writeFileSync(file, "while (true) {}");
    const child = spawn(run, [file, "--voice", "tone"], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGINT");
    assert.strictEqual(await new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal))), "SIGINT");
});
