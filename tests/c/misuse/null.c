/* NULL for every pointer argument of every function that may not have one. */
#include "misuse.h"

#define NULL_ARGUMENT(call) MISUSE(#call, ERR_INVALID_ARGUMENT, call)

static void inits(void)
{
    NULL_ARGUMENT(mixminus_engine_config_init(NULL, sizeof(mixminus_engine_config)));
    NULL_ARGUMENT(mixminus_driver_config_init(NULL, sizeof(mixminus_driver_config)));
    NULL_ARGUMENT(mixminus_driver_report_init(NULL, sizeof(mixminus_driver_report)));
    NULL_ARGUMENT(mixminus_participant_config_init(NULL, sizeof(mixminus_participant_config)));
    NULL_ARGUMENT(mixminus_participant_info_init(NULL, sizeof(mixminus_participant_info)));
    NULL_ARGUMENT(mixminus_join_options_init(NULL, sizeof(mixminus_join_options)));
    NULL_ARGUMENT(mixminus_write_info_init(NULL, sizeof(mixminus_write_info)));
    NULL_ARGUMENT(mixminus_telephone_event_init(NULL, sizeof(mixminus_telephone_event)));
    NULL_ARGUMENT(mixminus_read_info_init(NULL, sizeof(mixminus_read_info)));
    NULL_ARGUMENT(mixminus_room_info_init(NULL, sizeof(mixminus_room_info)));
    NULL_ARGUMENT(mixminus_room_template_init(NULL, sizeof(mixminus_room_template)));
    NULL_ARGUMENT(mixminus_account_quota_init(NULL, sizeof(mixminus_account_quota)));
    NULL_ARGUMENT(mixminus_engine_stats_init(NULL, sizeof(mixminus_engine_stats)));
    NULL_ARGUMENT(mixminus_participant_stats_init(NULL, sizeof(mixminus_participant_stats)));
    NULL_ARGUMENT(mixminus_call_io_init(NULL, sizeof(mixminus_call_io)));
    NULL_ARGUMENT(mixminus_call_handlers_init(NULL, sizeof(mixminus_call_handlers)));
    NULL_ARGUMENT(mixminus_conference_end_init(NULL, sizeof(mixminus_conference_end)));
}

static void engines(mixminus_engine *engine)
{
    mixminus_engine_config config;
    mixminus_driver_config drivers;
    mixminus_engine_stats stats;
    mixminus_event event;
    mixminus_engine *made = engine;
    uint64_t bytes;
    uint32_t simd;
    int32_t fd = 7;
    size_t count = 7;

    config_of_small_engine(&config);
    STAGE(mixminus_driver_config_init(&drivers, sizeof drivers));
    STAGE(mixminus_engine_stats_init(&stats, sizeof stats));
    NULL_ARGUMENT(mixminus_engine_memory_bytes(NULL, &bytes));
    NULL_ARGUMENT(mixminus_engine_memory_bytes(&config, NULL));
    NULL_ARGUMENT(mixminus_engine_new(NULL, &made));
    FACT(made == NULL);
    NULL_ARGUMENT(mixminus_engine_new(&config, NULL));
    MISUSE("mixminus_engine_free(NULL)", OK, mixminus_engine_free(NULL));
    NULL_ARGUMENT(mixminus_engine_tick(NULL, &bytes));
    NULL_ARGUMENT(mixminus_engine_service(NULL));
    NULL_ARGUMENT(mixminus_engine_simd_level(NULL, &simd));
    NULL_ARGUMENT(mixminus_engine_simd_level(engine, NULL));
    NULL_ARGUMENT(mixminus_engine_start(NULL, &drivers, NULL));
    NULL_ARGUMENT(mixminus_engine_start(engine, NULL, NULL));
    NULL_ARGUMENT(mixminus_engine_stop(NULL));
    NULL_ARGUMENT(mixminus_engine_poll(NULL, &event, sizeof event, 1, &count));
    FACT(count == 0);
    NULL_ARGUMENT(mixminus_engine_poll(engine, NULL, sizeof event, 1, &count));
    NULL_ARGUMENT(mixminus_engine_poll(engine, &event, sizeof event, 1, NULL));
    NULL_ARGUMENT(mixminus_engine_event_fd(NULL, &fd));
    FACT(fd == -1);
    NULL_ARGUMENT(mixminus_engine_event_fd(engine, NULL));
    fd = 7;
    NULL_ARGUMENT(mixminus_engine_tick_fd(NULL, &fd));
    FACT(fd == -1);
    NULL_ARGUMENT(mixminus_engine_tick_fd(engine, NULL));
    NULL_ARGUMENT(mixminus_engine_get_stats(NULL, &stats));
    NULL_ARGUMENT(mixminus_engine_get_stats(engine, NULL));
}

static void participants(mixminus_engine *engine, mixminus_participant one)
{
    mixminus_participant_config config, part;
    mixminus_participant_info info;
    mixminus_participant_stats stats;
    mixminus_participant made = 7;
    mixminus_room room = 7;
    mixminus_join_options join = options();

    STAGE(mixminus_participant_config_init(&config, sizeof config));
    STAGE(mixminus_participant_info_init(&info, sizeof info));
    STAGE(mixminus_participant_stats_init(&stats, sizeof stats));
    config.account = config.environment = "a";
    config.account_len = config.environment_len = 1;
    NULL_ARGUMENT(mixminus_participant_new(NULL, &config, &made));
    FACT(made == 0);
    NULL_ARGUMENT(mixminus_participant_new(engine, NULL, &made));
    NULL_ARGUMENT(mixminus_participant_new(engine, &config, NULL));
    part = config;
    part.account = NULL;
    MISUSE("an account that is NULL", ERR_INVALID_ARGUMENT, mixminus_participant_new(engine, &part, &made));
    part = config;
    part.environment = NULL;
    MISUSE("an environment that is NULL", ERR_INVALID_ARGUMENT, mixminus_participant_new(engine, &part, &made));
    NULL_ARGUMENT(mixminus_participant_free(NULL, one));
    NULL_ARGUMENT(mixminus_participant_set_rates(NULL, one, 16000, 16000));
    NULL_ARGUMENT(mixminus_participant_set_mute(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_set_deaf(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_set_gain(NULL, one, 0));
    NULL_ARGUMENT(mixminus_participant_set_detect_dtmf(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_set_play_tones(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_set_generate_dtmf(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_inject_dtmf_begin(NULL, one, '1', 0, 0));
    NULL_ARGUMENT(mixminus_participant_inject_dtmf_end(NULL, one, '1'));
    NULL_ARGUMENT(mixminus_participant_inject_dtmf_press(NULL, one, '1', 0, 100));
    NULL_ARGUMENT(mixminus_participant_telephone_event(engine, one, NULL));
    NULL_ARGUMENT(mixminus_participant_send_dtmf(NULL, one, "1", 1, -10000, 100, 100));
    NULL_ARGUMENT(mixminus_participant_send_dtmf(engine, one, NULL, 1, -10000, 100, 100));
    NULL_ARGUMENT(mixminus_participant_send_dtmf(engine, one, NULL, 0, -10000, 100, 100));
    NULL_ARGUMENT(mixminus_participant_get_info(NULL, one, &info));
    NULL_ARGUMENT(mixminus_participant_get_info(engine, one, NULL));
    NULL_ARGUMENT(mixminus_participant_get_stats(NULL, one, &stats));
    NULL_ARGUMENT(mixminus_participant_get_stats(engine, one, NULL));
    NULL_ARGUMENT(mixminus_participant_join(NULL, one, &join, &room));
    FACT(room == 0);
    NULL_ARGUMENT(mixminus_participant_join(engine, one, NULL, &room));
    join.conference_id = NULL;
    MISUSE("a conference id that is NULL", ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, one, &join, &room));
    NULL_ARGUMENT(mixminus_participant_leave(NULL, one));
    NULL_ARGUMENT(mixminus_participant_move(NULL, one, "s", 1, &room));
    NULL_ARGUMENT(mixminus_participant_move(engine, one, NULL, 1, &room));
}

static void conferences(mixminus_engine *engine, mixminus_participant one)
{
    const mixminus_participant out = caller(engine);
    mixminus_join_options join = options();
    mixminus_conference_end end;
    const mixminus_text nowhere = {NULL, 1};
    uint64_t number = 7;
    uint32_t outcome = 7, count = 7;

    STAGE(mixminus_conference_end_init(&end, sizeof end));
    NULL_ARGUMENT(mixminus_conference(NULL, out, &join, NULL, NULL, &end));
    NULL_ARGUMENT(mixminus_conference(engine, out, NULL, NULL, NULL, &end));
    NULL_ARGUMENT(mixminus_participant_conference_end(NULL, one, &end));
    NULL_ARGUMENT(mixminus_participant_conference_end(engine, one, NULL));
    NULL_ARGUMENT(mixminus_participant_remove(NULL, one, "x", 1));
    NULL_ARGUMENT(mixminus_participant_remove(engine, one, NULL, 1));
    NULL_ARGUMENT(mixminus_participant_hang_up(NULL, one));
    NULL_ARGUMENT(mixminus_participant_signal(NULL, one, "x", 1, &outcome, &number));
    FACT(outcome == 0 && number == 0);
    NULL_ARGUMENT(mixminus_participant_signal(engine, one, NULL, 1, &outcome, &number));
    NULL_ARGUMENT(mixminus_participant_queued_signals(NULL, one, &count));
    FACT(count == 0);
    NULL_ARGUMENT(mixminus_participant_queued_signals(engine, one, NULL));
    join.allow_signals_len = 1;
    MISUSE("one name at NULL", ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, out, &join, NULL));
    join.allow_signals = &nowhere;
    MISUSE("a name of one byte at NULL", ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, out, &join, NULL));
    MISUSE("none of these has joined", ERR_NOT_IN_ROOM, mixminus_participant_leave(engine, out));
    for (int missing = 0; missing < 4; missing++) {
        mixminus_call_io io;

        STAGE(mixminus_call_io_init(&io, sizeof io));
        io.wait = missing == 0 ? NULL : wait_for;
        io.read = missing == 1 ? NULL : read_nothing;
        io.write = missing == 2 ? NULL : write_nowhere;
        io.hung_up = missing == 3 ? NULL : not_hung_up;
        MISUSE("a table without one of its functions", ERR_INVALID_ARGUMENT,
               mixminus_conference(engine, out, &join, &io, NULL, &end));
    }
    MISUSE("a signal whose sender does not want to know", OK,
           mixminus_participant_signal(engine, out, "x", 1, NULL, NULL));
    STAGE(mixminus_participant_free(engine, out));
}

static void audio(mixminus_engine *engine, mixminus_participant one)
{
    int16_t samples[160] = {0};
    mixminus_write_info written;
    mixminus_read_info read;
    size_t count = 7;

    STAGE(mixminus_write_info_init(&written, sizeof written));
    STAGE(mixminus_read_info_init(&read, sizeof read));
    NULL_ARGUMENT(mixminus_participant_write(NULL, one, samples, 160, &count));
    FACT(count == 0);
    NULL_ARGUMENT(mixminus_participant_write(engine, one, NULL, 160, &count));
    NULL_ARGUMENT(mixminus_participant_write_ex(NULL, one, samples, 160, &written, &count));
    NULL_ARGUMENT(mixminus_participant_write_ex(engine, one, NULL, 160, &written, &count));
    NULL_ARGUMENT(mixminus_participant_write_ex(engine, one, samples, 160, NULL, &count));
    NULL_ARGUMENT(mixminus_participant_read(NULL, one, samples, 160, &count));
    NULL_ARGUMENT(mixminus_participant_read(engine, one, NULL, 160, &count));
    NULL_ARGUMENT(mixminus_participant_read_ex(NULL, one, samples, 160, &read));
    NULL_ARGUMENT(mixminus_participant_read_ex(engine, one, NULL, 160, &read));
    NULL_ARGUMENT(mixminus_participant_read_ex(engine, one, samples, 160, NULL));
    NULL_ARGUMENT(mixminus_participant_write_encoded(NULL, one, samples, 160, MIXMINUS_ENCODING_ALAW, NULL, &count));
    NULL_ARGUMENT(mixminus_participant_write_encoded(engine, one, NULL, 160, MIXMINUS_ENCODING_ALAW, NULL, &count));
    NULL_ARGUMENT(mixminus_participant_read_encoded(NULL, one, samples, 160, MIXMINUS_ENCODING_ALAW, NULL));
    NULL_ARGUMENT(mixminus_participant_read_encoded(engine, one, NULL, 160, MIXMINUS_ENCODING_ALAW, &read));
    NULL_ARGUMENT(mixminus_participant_flush(NULL, one));
    NULL_ARGUMENT(mixminus_participant_mark(NULL, one, 1));
    MISUSE("A-law without an info", OK,
           mixminus_participant_read_encoded(engine, one, samples, 160, MIXMINUS_ENCODING_ALAW, NULL));
    MISUSE("a write that does not want to know", OK, mixminus_participant_write(engine, one, samples, 160, NULL));
    MISUSE("a read that does not want to know", OK, mixminus_participant_read(engine, one, samples, 160, NULL));
}

static void rooms(mixminus_engine *engine, mixminus_room room)
{
    mixminus_room_info info;
    mixminus_participant list[4];
    mixminus_room found = 7, page[4];
    uint64_t cursor = 0;
    size_t count = 7;

    STAGE(mixminus_room_info_init(&info, sizeof info));
    NULL_ARGUMENT(mixminus_room_find(NULL, "a", 1, "e", 1, "r", 1, &found));
    FACT(found == 0);
    NULL_ARGUMENT(mixminus_room_find(engine, NULL, 1, "e", 1, "r", 1, &found));
    NULL_ARGUMENT(mixminus_room_find(engine, "a", 1, NULL, 1, "r", 1, &found));
    NULL_ARGUMENT(mixminus_room_find(engine, "a", 1, "e", 1, NULL, 1, &found));
    NULL_ARGUMENT(mixminus_room_find(engine, "a", 1, "e", 1, "r", 1, NULL));
    NULL_ARGUMENT(mixminus_room_get_info(NULL, room, &info));
    NULL_ARGUMENT(mixminus_room_get_info(engine, room, NULL));
    NULL_ARGUMENT(mixminus_room_participants(NULL, room, list, 4, &count));
    FACT(count == 0);
    NULL_ARGUMENT(mixminus_room_participants(engine, room, NULL, 4, &count));
    NULL_ARGUMENT(mixminus_room_participants(engine, room, list, 4, NULL));
    NULL_ARGUMENT(mixminus_room_list(NULL, "a", 1, &cursor, page, 4, &count));
    NULL_ARGUMENT(mixminus_room_list(engine, NULL, 1, &cursor, page, 4, &count));
    NULL_ARGUMENT(mixminus_room_list(engine, "a", 1, NULL, page, 4, &count));
    NULL_ARGUMENT(mixminus_room_list(engine, "a", 1, &cursor, NULL, 4, &count));
    NULL_ARGUMENT(mixminus_room_list(engine, "a", 1, &cursor, page, 4, NULL));
    NULL_ARGUMENT(mixminus_room_close(NULL, room));
    NULL_ARGUMENT(mixminus_room_set_locked(NULL, room, 1));
    NULL_ARGUMENT(mixminus_room_merge(NULL, room, "s", 1, &found));
    FACT(found == 0);
    NULL_ARGUMENT(mixminus_room_merge(engine, room, NULL, 1, &found));
}

static void settings(mixminus_engine *engine)
{
    mixminus_room_template room;
    mixminus_account_quota quota;

    STAGE(mixminus_room_template_init(&room, sizeof room));
    STAGE(mixminus_account_quota_init(&quota, sizeof quota));
    NULL_ARGUMENT(mixminus_room_template_set(NULL, "a", 1, "e", 1, "r", 1, &room));
    NULL_ARGUMENT(mixminus_room_template_set(engine, NULL, 1, "e", 1, "r", 1, &room));
    NULL_ARGUMENT(mixminus_room_template_set(engine, "a", 1, NULL, 1, "r", 1, &room));
    NULL_ARGUMENT(mixminus_room_template_set(engine, "a", 1, "e", 1, NULL, 1, &room));
    NULL_ARGUMENT(mixminus_room_template_set(engine, "a", 1, "e", 1, "r", 1, NULL));
    NULL_ARGUMENT(mixminus_room_template_remove(NULL, "a", 1, "e", 1, "r", 1));
    NULL_ARGUMENT(mixminus_room_template_remove(engine, NULL, 1, "e", 1, "r", 1));
    NULL_ARGUMENT(mixminus_room_template_remove(engine, "a", 1, NULL, 1, "r", 1));
    NULL_ARGUMENT(mixminus_room_template_remove(engine, "a", 1, "e", 1, NULL, 1));
    NULL_ARGUMENT(mixminus_account_quota_set(NULL, "a", 1, &quota));
    NULL_ARGUMENT(mixminus_account_quota_set(engine, NULL, 1, &quota));
    NULL_ARGUMENT(mixminus_account_quota_set(engine, "a", 1, NULL));
    NULL_ARGUMENT(mixminus_account_quota_reset(NULL, "a", 1));
    NULL_ARGUMENT(mixminus_account_quota_reset(engine, NULL, 1));
}

void misuse_null(void)
{
    mixminus_engine *engine = small_engine();
    mixminus_room room;
    const mixminus_participant one = caller_in_room(engine, &room);

    inits();
    engines(engine);
    participants(engine, one);
    conferences(engine, one);
    audio(engine, one);
    rooms(engine, room);
    settings(engine);
    STAGE(mixminus_engine_free(engine));
}
