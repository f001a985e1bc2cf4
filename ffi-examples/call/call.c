/* The call itself: answer, say, conference, wait, hang up. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* What the line of the caller brings is made in an account of its own, so that it is in nobody's rooms. */
static const char line_account[] = "the caller's line";

/* Remembers why a call to the engine failed. */
static int32_t engine_failure(int32_t status)
{
    return call_failure(status, "%s: %s", mixminus_status_str(status), mixminus_last_error());
}

static int32_t new_participant(mixminus_call *call, const char *account, mixminus_participant *participant)
{
    mixminus_participant_config config;
    mixminus_participant_config_init(&config, sizeof config);
    config.account = account;
    config.account_len = account ? strlen(account) : 0;
    return mixminus_participant_new(call->engine, &config, participant);
}

static int32_t join(mixminus_call *call, mixminus_participant participant, const char *id, size_t id_len)
{
    mixminus_join_options options;
    mixminus_join_options_init(&options, sizeof options);
    options.conference_id = id;
    options.conference_id_len = id_len;
    options.detect_dtmf = 0;
    options.play_tones = 1;
    return mixminus_participant_join(call->engine, participant, &options, NULL);
}

static int32_t set_up_engine(mixminus_call *call)
{
    mixminus_engine_config config;
    mixminus_engine_config_init(&config, sizeof config);
    config.sample_rate_hz = RATE_HZ;
    config.frame_ms = FRAME_MS;
    /* A place that was freed is free after the next tick. */
    config.max_participants = 2 * MAX_OTHERS + 2;
    config.max_rooms = 2 * MAX_OTHERS;
    int32_t status = mixminus_engine_new(&config, &call->engine);
    if (status != MIXMINUS_OK) {
        return status;
    }
    mixminus_room_template rooms;
    mixminus_room_template_init(&rooms, sizeof rooms);
    rooms.capacity = call->plan.capacity;
    status = mixminus_room_template_set(call->engine, NULL, 0, NULL, 0, NULL, 0, &rooms);
    if (status == MIXMINUS_OK) {
        status = mixminus_engine_set_synthesizer(call->engine, voice_speak, &call->plan.voice);
    }
    return status;
}

static int32_t set_up_line(mixminus_call *call)
{
    int32_t status = new_participant(call, NULL, &call->caller);
    if (status == MIXMINUS_OK) {
        status = new_participant(call, line_account, &call->line);
    }
    if (status == MIXMINUS_OK) {
        status = join(call, call->line, "line", 4);
    }
    for (size_t i = 0; i < call->plan.count && status == MIXMINUS_OK; i++) {
        struct happening *const what = &call->plan.happenings[i];
        if (what->kind == SPEAK) {
            status = mixminus_prompt_new_file(call->engine, line_account, strlen(line_account), what->text,
                                              strlen(what->text), &what->prompt);
            if (status != MIXMINUS_OK) {
                return call_failure(status, "--say %s: %s: %s", what->text, mixminus_status_str(status),
                                    mixminus_last_error());
            }
        }
    }
    return status == MIXMINUS_OK ? status : engine_failure(status);
}

int32_t mixminus_call_answer(const char *const *arguments, size_t count, mixminus_call **answered)
{
    *answered = NULL;
    mixminus_call *const call = calloc(1, sizeof *call);
    if (call == NULL) {
        return call_failure(MIXMINUS_ERR_OUT_OF_MEMORY, "out of memory");
    }
    int32_t status = plan_read(&call->plan, arguments, count);
    if (status == MIXMINUS_OK) {
        status = set_up_engine(call);
        status = status == MIXMINUS_OK ? set_up_line(call) : engine_failure(status);
    }
    if (status != MIXMINUS_OK) {
        mixminus_engine_free(call->engine);
        plan_free(&call->plan);
        free(call);
        return status;
    }
    transcript(call, "call answered");
    *answered = call;
    return MIXMINUS_OK;
}

mixminus_engine *mixminus_call_engine(mixminus_call *call)
{
    return call->engine;
}

mixminus_participant mixminus_call_participant(mixminus_call *call)
{
    return call->caller;
}

int32_t mixminus_call_say(mixminus_call *call, const char *text, size_t text_len, uint32_t *end)
{
    uint32_t unwanted;
    end = end == NULL ? &unwanted : end;
    *end = MIXMINUS_SAY_NONE;
    if (call->over != MIXMINUS_OK) {
        return call->over;
    }
    mixminus_play play = 0;
    if (text_len > 0) {
        const int32_t status =
            mixminus_participant_say_text(call->engine, call->caller, text, text_len, NULL, 0, NULL, &play);
        if (status != MIXMINUS_OK) {
            return status;
        }
    }
    transcript_say(call, text, text_len);
    call->awaited = play;
    while (call->awaited != 0 && call->over == MIXMINUS_OK) {
        clock_tick(call);
    }
    *end = call->over == MIXMINUS_OK                   ? MIXMINUS_SAY_COMPLETED
           : call->over == MIXMINUS_ERR_SESSION_EXPIRED ? MIXMINUS_SAY_TIME_LIMIT
                                                        : MIXMINUS_SAY_HANG_UP;
    return MIXMINUS_OK;
}

/* Puts two others into a room that has nobody yet. */
static void fill_room(mixminus_call *call, const char *id, size_t id_len)
{
    mixminus_room room;
    if (mixminus_room_find(call->engine, NULL, 0, NULL, 0, id, id_len, &room) != MIXMINUS_ERR_NOT_FOUND) {
        return;
    }
    for (int i = 0; i < 2; i++) {
        mixminus_participant *const other = &call->others[call->next_other];
        call->next_other = (call->next_other + 1) % MAX_OTHERS;
        mixminus_participant_free(call->engine, *other);
        if (new_participant(call, NULL, other) == MIXMINUS_OK) {
            join(call, *other, id, id_len);
        }
    }
}

int32_t mixminus_call_conference(mixminus_call *call, const mixminus_join_options *options,
                                 mixminus_conference_end *end)
{
    if (call->over != MIXMINUS_OK) {
        return call->over;
    }
    transcript_options(call, options);
    fill_room(call, options->conference_id, options->conference_id_len);
    const int32_t status = mixminus_participant_join(call->engine, call->caller, options, NULL);
    if (status != MIXMINUS_OK && status != MIXMINUS_ERR_INTERRUPTED) {
        transcript(call, "conference refused: %s", mixminus_last_error());
        return status;
    }
    while (mixminus_participant_conference_end(call->engine, call->caller, end) == MIXMINUS_OK &&
           end->reason == MIXMINUS_END_NONE) {
        clock_tick(call);
    }
    transcript_end(call, options, end);
    return MIXMINUS_OK;
}

int32_t mixminus_call_wait(mixminus_call *call, uint32_t ms)
{
    for (uint32_t passed = 0; passed < ms && call->over == MIXMINUS_OK; passed += FRAME_MS) {
        clock_tick(call);
    }
    return call->over;
}

void mixminus_call_hang_up(mixminus_call *call)
{
    if (call->over == MIXMINUS_OK) {
        transcript(call, "script hangs up");
        call->over = MIXMINUS_ERR_HUNG_UP;
        mixminus_participant_hang_up(call->engine, call->caller);
    }
}

void mixminus_call_free(mixminus_call *call, int32_t failed)
{
    if (call == NULL) {
        return;
    }
    if (failed) {
        transcript(call, "script failed");
    }
    transcript(call, "call ended");
    mixminus_engine_free(call->engine);
    plan_free(&call->plan);
    free(call);
}
