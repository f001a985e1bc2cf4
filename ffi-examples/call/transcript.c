/* Prints what happens in a call, one line per event with its time. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"

/* Prints bytes of a script on one line. */
static void print_bytes(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const char c = bytes[i];
        putchar((unsigned char)c < ' ' || c == 127 ? ' ' : c);
    }
}

static void begin_line(const mixminus_call *call)
{
    const uint64_t ms = call->ticks * FRAME_MS;
    printf("%5llu.%03u  ", (unsigned long long)(ms / 1000), (unsigned)(ms % 1000));
}

static void end_line(void)
{
    putchar('\n');
    fflush(stdout);
}

void transcript(const mixminus_call *call, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    const int len = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    begin_line(call);
    print_bytes(line, len < 0 ? 0 : len < (int)sizeof line ? (size_t)len : sizeof line - 1);
    end_line();
}

void mixminus_call_note(mixminus_call *call, const char *text, size_t text_len)
{
    begin_line(call);
    print_bytes(text, text_len);
    end_line();
}

void transcript_say(const mixminus_call *call, const char *text, size_t text_len)
{
    begin_line(call);
    printf("say \"");
    print_bytes(text, text_len);
    putchar('"');
    end_line();
}

static void print_signals(const mixminus_join_options *options)
{
    printf("allowSignals ");
    bool any = options->allow_signals == NULL, none = true;
    for (size_t i = 0; !any && i < options->allow_signals_len; i++) {
        any = options->allow_signals[i].length == 1 && options->allow_signals[i].bytes[0] == '*';
    }
    for (size_t i = 0; !any && i < options->allow_signals_len; i++) {
        const mixminus_text name = options->allow_signals[i];
        if (name.length > 0) {
            printf("%s\"", none ? "" : " ");
            print_bytes(name.bytes, name.length);
            putchar('"');
            none = false;
        }
    }
    printf("%s", any ? "any" : none ? "none" : "");
}

static const char *sound(mixminus_sound sound)
{
    return sound == MIXMINUS_SOUND_NONE ? "none" : sound == MIXMINUS_SOUND_BEEP ? "beep" : "prompt";
}

void transcript_options(const mixminus_call *call, const mixminus_join_options *options)
{
    begin_line(call);
    printf("conference \"");
    print_bytes(options->conference_id, options->conference_id_len);
    printf("\": ");
    print_signals(options);
    printf(", interdigitTimeout %g, mute %s, playTones %s, ", options->interdigit_timeout_ms / 1000.0,
           options->mute ? "on" : "off", options->play_tones ? "on" : "off");
    if (options->terminator) {
        printf("terminator %c, ", (char)options->terminator);
    } else {
        printf("no terminator, ");
    }
    printf("joinPrompt %s, leavePrompt %s", sound(options->join_prompt), sound(options->leave_prompt));
    end_line();
}

void transcript_end(const mixminus_call *call, const mixminus_join_options *options, const mixminus_conference_end *end)
{
    static const char *const reasons[] = {"none",    "hangup",     "engine stopped", "room closed",
                                          "removed", "time limit", "choice",         "signal"};
    begin_line(call);
    printf("conference \"");
    print_bytes(options->conference_id, options->conference_id_len);
    printf("\" ended: %s", end->reason < sizeof reasons / sizeof *reasons ? reasons[end->reason] : "unknown reason");
    if (end->reason == MIXMINUS_END_TERMINATOR) {
        printf(" %c", (char)end->digit);
    } else if (end->text_len > 0) {
        putchar(' ');
        print_bytes(end->text, end->text_len);
    }
    end_line();
}
