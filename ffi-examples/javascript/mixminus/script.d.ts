/** What a script has as globals. For an editor: /// <reference types="mixminus/script" /> */

import type * as mixminus from "./conference.js";
import type * as objects from "./index.js";

declare global {
    /** Speaks a text to the caller, and returns when it was spoken. */
    function say(text: string | number, options?: object): void;
    /** Joins a conference, and returns when it is over, after the handler has run. */
    function conference(
        id: string | number | bigint,
        options?: Omit<mixminus.ConferenceOptions<unknown>, "joinPrompt" | "leavePrompt"> & {
            joinPrompt?: "none" | "beep" | null;
            leavePrompt?: "none" | "beep" | null;
        } | null,
    ): mixminus.ConferenceEnd;
    /** Lets time pass, milliseconds. */
    function wait(ms: number): void;
    /** Hangs up and ends the script. */
    function hangup(): never;
    /** Does nothing: the call is answered when the script begins. */
    function answer(): void;
    /** Adds a line to the transcript. */
    function log(text: unknown): void;
    /** Thrown when the call is over, to end the script. */
    class HangUp {}
    /** Thrown by what fails. */
    const MixminusError: typeof objects.MixminusError;
}
