/** The options of a conference and how it ended: what participants and scripts share. */

import type { Prompt } from "./index.js";

/** What can be played. */
export type Sound = "none" | "beep" | Prompt;

export type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#" | "A" | "B" | "C" | "D";

/** The pressed key. It prints as the digit. */
export class Choice {
    readonly value: string;
    toString(): string;
}

/** What a handler is given. */
export class ConferenceEvent {
    readonly name: "choice" | "signal";
    /** The digit, or the name of the signal. */
    readonly value: string;
    /** Of a choice: the key. */
    readonly choice: Choice | null;
}

/** How a conference ended. */
export class ConferenceEnd {
    readonly reason: "hangup" | "engine stopped" | "room closed" | "removed" | "time limit" | "choice" | "signal";
    /** The reason again. */
    readonly name: ConferenceEnd["reason"];
    /** The digit, the name of the signal, or the text of a removal; else "". */
    readonly value: string;
    readonly choice: Choice | null;
}

interface SharedOptions {
    /** The signals that may interrupt; "*" allows any, "" or an empty list none. Default "*". */
    allowSignals?: string | string[] | null;
    /** After a wrong key no key counts for so long, seconds: 0 to 3600. Default none. */
    interdigitTimeout?: number | null;
    /** Its audio is not mixed. Default false. */
    mute?: boolean | 0 | 1 | null;
    /** The others hear its keys. Default false. */
    playTones?: boolean | 0 | 1 | null;
    /** The key that leaves the room. Default none. */
    terminator?: Digit | "" | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | null;
    /** Played to all as it joins. Default "none". */
    joinPrompt?: Sound | null;
    /** Played to all who stay as it leaves. Default "none". */
    leavePrompt?: Sound | null;
}

export interface ConferenceOptions<Result = void> extends SharedOptions {
    /** Called if the terminator ended the conference. */
    onChoice?: ((event: ConferenceEvent) => Result) | null;
    /** Called if a signal ended the conference. */
    onSignal?: ((event: ConferenceEvent) => Result) | null;
}

export interface JoinOptions extends SharedOptions {
    deaf?: boolean | 0 | 1 | null;
    gainDb?: number | null;
    /** Report talkspurts as events. Default false. */
    talkEvents?: boolean | 0 | 1 | null;
    /** Report keys as events. Default true. */
    detectDtmf?: boolean | 0 | 1 | null;
    generateDtmf?: boolean | 0 | 1 | null;
    prefillMs?: number | null;
    capMs?: number | null;
    /** The limits of a jitter buffer whose target adapts to the packets; the line needs timestamps. Default 0: fixed. */
    adaptiveMinMs?: number | null;
    adaptiveMaxMs?: number | null;
}
