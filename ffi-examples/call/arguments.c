/* Reads what happens in a call from the arguments of a runner. */
#define _POSIX_C_SOURCE 200809L

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* The longest call, seconds. */
enum { MAX_SECONDS = 1000000 };

static _Thread_local char message[512];

int32_t call_failure(int32_t status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return status;
}

const char *mixminus_call_error(void)
{
    return message;
}

/* Parses seconds with up to three decimals, up to the end of the text, as milliseconds. */
static bool parse_seconds(const char *text, uint64_t *ms)
{
    const char *const point = strchr(text, '.');
    const size_t whole = point ? (size_t)(point - text) : strlen(text);
    const size_t decimals = point ? strlen(point + 1) : 0;
    if (whole == 0 || whole > 7 || (point && (decimals == 0 || decimals > 3))) {
        return false;
    }
    for (const char *c = text; *c; c++) {
        if (c != point && !isdigit((unsigned char)*c)) {
            return false;
        }
    }
    *ms = strtoull(text, NULL, 10) * 1000;
    uint64_t unit = 100;
    for (size_t i = 0; i < decimals; i++, unit /= 10) {
        *ms += (uint64_t)(point[1 + i] - '0') * unit;
    }
    return *ms <= MAX_SECONDS * UINT64_C(1000);
}

/* Parses TEXT@SECONDS. */
static int32_t parse_happening(struct happening *happening, const char *option, const char *value)
{
    const char *const at = strrchr(value, '@');
    const bool is_hang_up = happening->kind == HANG_UP;
    if ((at == NULL && !is_hang_up) || !parse_seconds(at ? at + 1 : value, &happening->at_ms)) {
        return call_failure(MIXMINUS_ERR_INVALID_ARGUMENT, "%s %s: must end in @SECONDS, 0 to %d", option, value,
                            MAX_SECONDS);
    }
    const size_t len = at ? (size_t)(at - value) : 0;
    happening->text = strndup(value, len);
    if (happening->text == NULL) {
        return call_failure(MIXMINUS_ERR_OUT_OF_MEMORY, "out of memory");
    }
    if (is_hang_up ? len != 0 : len == 0) {
        return call_failure(MIXMINUS_ERR_INVALID_ARGUMENT, is_hang_up ? "%s %s: must be @SECONDS" :
                            "%s %s: nothing before @SECONDS", option, value);
    }
    if (happening->kind == PRESS) {
        if (strspn(value, "0123456789*#ABCD") != len || len > MIXMINUS_MAX_DIGITS) {
            return call_failure(MIXMINUS_ERR_INVALID_ARGUMENT, "%s %s: keys are 0-9 * # A-D, at most %d", option,
                                value, MIXMINUS_MAX_DIGITS);
        }
    }
    return MIXMINUS_OK;
}

static int32_t parse_option(struct plan *plan, const char *option, const char *value)
{
    static const char *const names[] = {"--press", "--say", "--signal", "--hangup"};
    for (enum happening_kind kind = PRESS; kind <= HANG_UP; kind++) {
        if (strcmp(option, names[kind]) == 0) {
            struct happening *const happening = &plan->happenings[plan->count++];
            *happening = (struct happening){.kind = kind};
            return parse_happening(happening, option, value);
        }
    }
    if (strcmp(option, "--capacity") == 0) {
        char *end;
        const unsigned long capacity = strtoul(value, &end, 10);
        if (!isdigit((unsigned char)value[0]) || *end || capacity < 1 || capacity > 1024) {
            return call_failure(MIXMINUS_ERR_INVALID_ARGUMENT, "--capacity %s: must be 1 to 1024", value);
        }
        plan->capacity = (uint32_t)capacity;
        return MIXMINUS_OK;
    }
    if (strcmp(option, "--voice") == 0) {
        if (strcmp(value, "tone") != 0 && strcmp(value, "espeak") != 0) {
            return call_failure(MIXMINUS_ERR_INVALID_ARGUMENT, "--voice %s: must be tone or espeak", value);
        }
        plan->voice = value[0] == 'e' ? ESPEAK : TONE;
        return MIXMINUS_OK;
    }
    return call_failure(MIXMINUS_ERR_INVALID_ARGUMENT,
                        "%s: unknown; there are --press KEY@SECONDS, --say WAV@SECONDS, --signal NAME@SECONDS, "
                        "--hangup @SECONDS, --capacity COUNT and --voice tone|espeak", option);
}

/* Sorts by time; what was given first comes first. */
static void sort(struct plan *plan)
{
    for (size_t i = 1; i < plan->count; i++) {
        const struct happening moved = plan->happenings[i];
        size_t to = i;
        for (; to > 0 && plan->happenings[to - 1].at_ms > moved.at_ms; to--) {
            plan->happenings[to] = plan->happenings[to - 1];
        }
        plan->happenings[to] = moved;
    }
}

int32_t plan_read(struct plan *plan, const char *const *arguments, size_t count)
{
    *plan = (struct plan){.capacity = 100, .voice = voice_has_espeak() ? ESPEAK : TONE};
    plan->happenings = calloc(count + 1, sizeof *plan->happenings);
    if (plan->happenings == NULL) {
        return call_failure(MIXMINUS_ERR_OUT_OF_MEMORY, "out of memory");
    }
    for (size_t i = 0; i < count; i += 2) {
        if (i + 1 == count) {
            return call_failure(MIXMINUS_ERR_INVALID_ARGUMENT, "%s: a value must follow", arguments[i]);
        }
        const int32_t status = parse_option(plan, arguments[i], arguments[i + 1]);
        if (status != MIXMINUS_OK) {
            return status;
        }
    }
    sort(plan);
    return MIXMINUS_OK;
}

void plan_free(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->happenings[i].text);
    }
    free(plan->happenings);
    plan->happenings = NULL;
    plan->count = 0;
}
