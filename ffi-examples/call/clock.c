/* Virtual time: before each tick what is due happens, then the caller's line brings a frame; after the tick its events
 * are printed. */
#include <string.h>

#include "internal.h"

static const char *outcome_name(uint32_t outcome)
{
    switch (outcome) {
    case MIXMINUS_SIGNAL_INTERRUPTED: return "interrupted";
    case MIXMINUS_SIGNAL_QUEUED: return "queued";
    case MIXMINUS_SIGNAL_IGNORED: return "ignored";
    case MIXMINUS_SIGNAL_NO_SESSION: return "no session";
    default: return "refused";
    }
}

static void hang_up(mixminus_call *call, int32_t status)
{
    if (call->over == MIXMINUS_OK) {
        call->over = status;
        mixminus_participant_hang_up(call->engine, call->caller);
    }
}

static void happen(mixminus_call *call, const struct happening *what)
{
    uint32_t outcome = 0;
    switch (what->kind) {
    case PRESS:
        transcript(call, "caller presses %s", what->text);
        mixminus_participant_send_dtmf(call->engine, call->line, what->text, strlen(what->text), -10000, 100, 100);
        break;
    case SPEAK:
        transcript(call, "caller says %s", what->text);
        mixminus_participant_say(call->engine, call->line, what->prompt, NULL, NULL);
        break;
    case SIGNAL:
        mixminus_participant_signal(call->engine, call->caller, what->text, strlen(what->text), &outcome, NULL);
        transcript(call, "signal \"%s\": %s", what->text, outcome_name(outcome));
        break;
    case HANG_UP:
        if (call->over == MIXMINUS_OK) {
            transcript(call, "caller hangs up");
        }
        hang_up(call, MIXMINUS_ERR_HUNG_UP);
        break;
    }
}

static void print_event(mixminus_call *call, const mixminus_event *event)
{
    size_t count;
    mixminus_participant_info info;
    if (event->participant != call->caller) {
        return;
    }
    switch (event->kind) {
    case MIXMINUS_EVENT_JOINED:
        mixminus_room_participants(call->engine, event->room, NULL, 0, &count);
        /* It may have left within the same tick. */
        mixminus_participant_info_init(&info, sizeof info);
        mixminus_participant_get_info(call->engine, call->caller, &info);
        transcript(call, "joined %zu others", count - (info.room == event->room));
        break;
    case MIXMINUS_EVENT_DTMF_BEGAN:
        transcript(call, "key %c", (char)event->digit);
        break;
    case MIXMINUS_EVENT_PLAY_ENDED:
        call->awaited = (mixminus_play)event->value == call->awaited ? 0 : call->awaited;
        break;
    case MIXMINUS_EVENT_SESSION_EXPIRED:
        transcript(call, "session reaches its time limit");
        hang_up(call, MIXMINUS_ERR_SESSION_EXPIRED);
        break;
    default:
        break;
    }
}

void clock_tick(mixminus_call *call)
{
    for (; call->next < call->plan.count; call->next++) {
        const struct happening *const what = &call->plan.happenings[call->next];
        if (what->at_ms > call->ticks * FRAME_MS) {
            break;
        }
        happen(call, what);
    }
    int16_t frame[FRAME] = {0};
    mixminus_participant_read(call->engine, call->line, frame, FRAME, NULL);
    mixminus_participant_write(call->engine, call->caller, frame, FRAME, NULL);
    mixminus_engine_tick(call->engine, NULL);
    call->ticks++;
    mixminus_participant_read(call->engine, call->caller, frame, FRAME, NULL);
    mixminus_event events[32];
    size_t count;
    do {
        count = 0;
        mixminus_engine_poll(call->engine, events, sizeof *events, 32, &count);
        for (size_t i = 0; i < count; i++) {
            print_event(call, &events[i]);
        }
    } while (count == 32);
}
