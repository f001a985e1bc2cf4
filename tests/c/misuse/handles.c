/* Handles that name nothing, something else, something of another engine, or something that has gone. */
#include "misuse.h"

#include <stdio.h>

struct wrong_handle {
    const char *name;
    uint64_t handle;
    mixminus_status due;
};

static void each(const struct wrong_handle *wrong, const char *call, mixminus_status got)
{
    char name[80];

    snprintf(name, sizeof name, "%s: %s", call, wrong->name);
    misuse(name, wrong->due, got);
}
#define EACH(call) each(wrong, #call, call)

static void use_participant(mixminus_engine *e, const struct wrong_handle *wrong)
{
    const mixminus_participant one = wrong->handle;
    const mixminus_join_options join = options();
    mixminus_participant_info info;
    mixminus_participant_stats stats;
    mixminus_write_info written;
    mixminus_read_info heard;
    mixminus_conference_end end;
    mixminus_telephone_event event;
    int16_t s[4] = {1, 2, 3, 4};
    uint64_t number = 7;
    uint32_t outcome = 7, waiting = 7;
    size_t n = 7;

    STAGE(mixminus_conference_end_init(&end, sizeof end));
    STAGE(mixminus_participant_info_init(&info, sizeof info));
    STAGE(mixminus_participant_stats_init(&stats, sizeof stats));
    STAGE(mixminus_write_info_init(&written, sizeof written));
    STAGE(mixminus_read_info_init(&heard, sizeof heard));
    STAGE(mixminus_telephone_event_init(&event, sizeof event));
    EACH(mixminus_participant_write(e, one, s, 4, &n));
    FACT(n == 0);
    EACH(mixminus_participant_write_ex(e, one, s, 4, &written, &n));
    EACH(mixminus_participant_read(e, one, s, 4, &n));
    FACT(s[0] == 0 && s[3] == 0); /* a host that plays it regardless plays silence */
    EACH(mixminus_participant_read_ex(e, one, s, 4, &heard));
    EACH(mixminus_participant_write_encoded(e, one, s, 4, MIXMINUS_ENCODING_ULAW, NULL, &n));
    EACH(mixminus_participant_read_encoded(e, one, s, 4, MIXMINUS_ENCODING_ULAW, NULL));
    FACT(*(const uint8_t *)s == 0xff); /* silence in that encoding */
    EACH(mixminus_participant_flush(e, one));
    EACH(mixminus_participant_mark(e, one, 1));
    EACH(mixminus_participant_join(e, one, &join, NULL));
    EACH(mixminus_participant_leave(e, one));
    EACH(mixminus_participant_remove(e, one, "x", 1));
    EACH(mixminus_participant_hang_up(e, one));
    EACH(mixminus_participant_conference_end(e, one, &end));
    EACH(mixminus_participant_queued_signals(e, one, &waiting));
    FACT(waiting == 0);
    EACH(mixminus_conference(e, one, &join, NULL, NULL, &end));
    if (wrong->due == MIXMINUS_ERR_STALE_HANDLE) {
        MISUSE("a signal to one that has gone", OK, mixminus_participant_signal(e, one, "x", 1, &outcome, &number));
        FACT(outcome == MIXMINUS_SIGNAL_NO_SESSION && number > 0);
    } else {
        EACH(mixminus_participant_signal(e, one, "x", 1, &outcome, &number));
        FACT(outcome == 0 && number == 0);
    }
    EACH(mixminus_participant_move(e, one, "s", 1, NULL));
    EACH(mixminus_participant_set_rates(e, one, 16000, 16000));
    EACH(mixminus_participant_set_mute(e, one, 1));
    EACH(mixminus_participant_set_deaf(e, one, 1));
    EACH(mixminus_participant_set_gain(e, one, 0));
    EACH(mixminus_participant_set_detect_dtmf(e, one, 1));
    EACH(mixminus_participant_set_play_tones(e, one, 1));
    EACH(mixminus_participant_set_generate_dtmf(e, one, 1));
    EACH(mixminus_participant_inject_dtmf_begin(e, one, '1', 0, 0));
    EACH(mixminus_participant_inject_dtmf_end(e, one, '1'));
    EACH(mixminus_participant_inject_dtmf_press(e, one, '1', 0, 100));
    EACH(mixminus_participant_telephone_event(e, one, &event));
    EACH(mixminus_participant_send_dtmf(e, one, "1", 1, -10000, 100, 100));
    EACH(mixminus_participant_get_info(e, one, &info));
    EACH(mixminus_participant_get_stats(e, one, &stats));
    EACH(mixminus_participant_free(e, one));
}

static void use_room(mixminus_engine *e, const struct wrong_handle *wrong)
{
    const mixminus_room room = wrong->handle;
    mixminus_room_info info;
    mixminus_participant list[4];
    size_t n = 7;

    STAGE(mixminus_room_info_init(&info, sizeof info));
    EACH(mixminus_room_get_info(e, room, &info));
    EACH(mixminus_room_participants(e, room, list, 4, &n));
    FACT(n == 0);
    EACH(mixminus_room_set_locked(e, room, 1));
    EACH(mixminus_room_merge(e, room, "s", 1, NULL));
    EACH(mixminus_room_close(e, room));
}

void misuse_handles(void)
{
    mixminus_engine *engine = small_engine(), *other = small_engine();
    mixminus_room room, other_room, ended_room;
    const mixminus_participant one = caller_in_room(engine, &room);
    const mixminus_participant other_one = caller_in_room(other, &other_room);
    const mixminus_participant freed = caller(engine);
    mixminus_join_options join = options();
    const uint64_t beyond = UINT64_C(0xFFFFF) << 32; /* a slot that no engine of this size has */

    join.conference_id = "short-lived";
    join.conference_id_len = 11;
    STAGE(mixminus_participant_join(engine, freed, &join, &ended_room));
    ticks(engine, 1);
    STAGE(mixminus_participant_free(engine, freed));
    ticks(engine, 2);

    const struct wrong_handle participants[] = {
        {"none", 0, MIXMINUS_ERR_INVALID_HANDLE},
        {"a small number", 7, MIXMINUS_ERR_INVALID_HANDLE},
        {"all ones", UINT64_MAX, MIXMINUS_ERR_INVALID_HANDLE},
        {"beyond the engine", one | beyond, MIXMINUS_ERR_INVALID_HANDLE},
        {"of another engine", other_one, MIXMINUS_ERR_FOREIGN_HANDLE},
        {"a room", room, MIXMINUS_ERR_WRONG_KIND},
        {"freed", freed, MIXMINUS_ERR_STALE_HANDLE},
        {"not made yet", one + 1, MIXMINUS_ERR_STALE_HANDLE},
    };
    for (size_t i = 0; i < sizeof participants / sizeof participants[0]; i++) {
        use_participant(engine, &participants[i]);
    }
    const struct wrong_handle rooms[] = {
        {"none", 0, MIXMINUS_ERR_INVALID_HANDLE},
        {"all ones", UINT64_MAX, MIXMINUS_ERR_INVALID_HANDLE},
        {"beyond the engine", room | beyond, MIXMINUS_ERR_INVALID_HANDLE},
        {"of another engine", other_room, MIXMINUS_ERR_FOREIGN_HANDLE},
        {"a participant", one, MIXMINUS_ERR_WRONG_KIND},
        {"ended", ended_room, MIXMINUS_ERR_STALE_HANDLE},
    };
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        use_room(engine, &rooms[i]);
    }
    MISUSE("a closed room once more", OK, mixminus_room_close(engine, room));
    MISUSE("a closed room once more", ERR_STALE_HANDLE, mixminus_room_close(engine, room));
    STAGE(mixminus_participant_free(engine, one));
    MISUSE("a participant freed twice", ERR_STALE_HANDLE, mixminus_participant_free(engine, one));
    STAGE(mixminus_engine_free(other));
    MISUSE("of an engine that was freed", ERR_FOREIGN_HANDLE, mixminus_participant_free(engine, other_one));
    STAGE(mixminus_engine_free(engine));
}
