/* Calls at the wrong time: in the wrong room, the wrong mode, or with nothing left to give. */
#include "misuse.h"

#include <string.h>
#include <unistd.h>

static void rooms(void)
{
    mixminus_engine *engine = small_engine();
    const mixminus_participant one = caller(engine);
    mixminus_join_options join = options();
    mixminus_telephone_event event;
    mixminus_room room, found;

    MISUSE("leave before the first join", ERR_NOT_IN_ROOM, mixminus_participant_leave(engine, one));
    MISUSE("mute in no room", ERR_NOT_IN_ROOM, mixminus_participant_set_mute(engine, one, 1));
    MISUSE("deaf in no room", ERR_NOT_IN_ROOM, mixminus_participant_set_deaf(engine, one, 1));
    MISUSE("gain in no room", ERR_NOT_IN_ROOM, mixminus_participant_set_gain(engine, one, -6000));
    MISUSE("a key in no room", ERR_NOT_IN_ROOM, mixminus_participant_inject_dtmf_begin(engine, one, '1', 0, 0));
    MISUSE("a key's end in no room", ERR_NOT_IN_ROOM, mixminus_participant_inject_dtmf_end(engine, one, '1'));
    MISUSE("a press in no room", ERR_NOT_IN_ROOM,
           mixminus_participant_inject_dtmf_press(engine, one, '1', 0, 100));
    STAGE(mixminus_telephone_event_init(&event, sizeof event));
    MISUSE("an event in no room", ERR_NOT_IN_ROOM, mixminus_participant_telephone_event(engine, one, &event));
    MISUSE("digits in no room", ERR_NOT_IN_ROOM,
           mixminus_participant_send_dtmf(engine, one, "1", 1, -10000, 100, 100));
    MISUSE("detect_dtmf in no room", ERR_NOT_IN_ROOM, mixminus_participant_set_detect_dtmf(engine, one, 1));
    MISUSE("remove from no room", ERR_NOT_IN_ROOM, mixminus_participant_remove(engine, one, "x", 1));
    MISUSE("move from no room", ERR_NOT_IN_ROOM, mixminus_participant_move(engine, one, "s", 1, NULL));
    MISUSE("find a room before the first join", ERR_NOT_FOUND,
           mixminus_room_find(engine, "a", 1, "e", 1, "r", 1, &found));
    STAGE(mixminus_participant_join(engine, one, &join, &room));
    MISUSE("join twice", ERR_ALREADY_IN_ROOM, mixminus_participant_join(engine, one, &join, &found));
    FACT(found == 0);
    join.conference_id = "s";
    MISUSE("join another room without a leave", ERR_ALREADY_IN_ROOM,
           mixminus_participant_join(engine, one, &join, NULL));
    MISUSE("move to the room that it is in", ERR_ALREADY_IN_ROOM,
           mixminus_participant_move(engine, one, "r", 1, NULL));
    MISUSE("find it in another account", ERR_NOT_FOUND,
           mixminus_room_find(engine, "b", 1, "e", 1, "r", 1, &found));
    MISUSE("find it in another environment", ERR_NOT_FOUND,
           mixminus_room_find(engine, "a", 1, "f", 1, "r", 1, &found));
    MISUSE("find it by a longer id", ERR_NOT_FOUND,
           mixminus_room_find(engine, "a", 1, "e", 1, "r\0", 2, &found));
    MISUSE("find it", OK, mixminus_room_find(engine, "a", 1, "e", 1, "r", 1, &found));
    FACT(found == room);
    STAGE(mixminus_room_set_locked(engine, room, 1));
    MISUSE("lock twice", OK, mixminus_room_set_locked(engine, room, 1));
    MISUSE("merge a room into itself", ERR_ALREADY_IN_ROOM, mixminus_room_merge(engine, room, "r", 1, &found));
    FACT(found == 0);
    const mixminus_participant two = caller(engine);
    join.conference_id = "r";
    MISUSE("join a locked room", ERR_ROOM_LOCKED, mixminus_participant_join(engine, two, &join, NULL));
    MISUSE("a conference in a locked room", ERR_ROOM_LOCKED,
           mixminus_conference(engine, two, &join, NULL, NULL, NULL));
    MISUSE("a conference of one who is in a room", ERR_ALREADY_IN_ROOM,
           mixminus_conference(engine, one, &join, NULL, NULL, NULL));
    STAGE(mixminus_participant_hang_up(engine, two));
    MISUSE("join after a hang-up", ERR_HUNG_UP, mixminus_participant_join(engine, two, &join, NULL));
    MISUSE("hang up twice", OK, mixminus_participant_hang_up(engine, two));
    STAGE(mixminus_room_set_locked(engine, room, 0));
    STAGE(mixminus_participant_leave(engine, one));
    MISUSE("leave twice", ERR_NOT_IN_ROOM, mixminus_participant_leave(engine, one));
    MISUSE("remove a template that is not there", OK,
           mixminus_room_template_remove(engine, "a", 1, "e", 1, NULL, 0));
    MISUSE("reset a quota that is not there", OK, mixminus_account_quota_reset(engine, "a", 1));
    STAGE(mixminus_engine_free(engine));
}

static void limits(void)
{
    static const char *const ids[] = {"r", "s", "t", "u"};
    mixminus_engine *engine = small_engine();
    mixminus_participant all[8], ninth = 7;
    mixminus_participant_config config;
    mixminus_account_quota quota;
    mixminus_join_options join = options();
    mixminus_room full;
    size_t count;

    for (int i = 0; i < 8; i++) {
        all[i] = caller(engine);
    }
    STAGE(mixminus_participant_config_init(&config, sizeof config));
    config.account = config.environment = "a";
    config.account_len = config.environment_len = 1;
    MISUSE("the ninth of eight participants", ERR_TOO_MANY_PARTICIPANTS,
           mixminus_participant_new(engine, &config, &ninth));
    FACT(ninth == 0);
    for (int i = 0; i < 3; i++) {
        STAGE(mixminus_participant_join(engine, all[i], &join, &full));
    }
    MISUSE("the fourth in a room of three", ERR_ROOM_FULL, mixminus_participant_join(engine, all[3], &join, NULL));
    for (int i = 1; i < 3; i++) {
        join.conference_id = ids[i];
        STAGE(mixminus_participant_join(engine, all[2 + i], &join, NULL));
    }
    MISUSE("move into a room that is full", ERR_ROOM_FULL, mixminus_participant_move(engine, all[3], "r", 1, NULL));
    join.conference_id = ids[3];
    MISUSE("the fourth of three rooms", ERR_TOO_MANY_ROOMS, mixminus_participant_join(engine, all[5], &join, NULL));
    STAGE(mixminus_account_quota_init(&quota, sizeof quota));
    quota.rooms = 3;
    quota.participants = 8;
    STAGE(mixminus_account_quota_set(engine, "a", 1, &quota));
    MISUSE("a room beyond the account's quota", ERR_QUOTA_EXCEEDED,
           mixminus_participant_join(engine, all[5], &join, NULL));
    MISUSE("a participant beyond the account's quota", ERR_QUOTA_EXCEEDED,
           mixminus_participant_new(engine, &config, &ninth));

    /* Without ticks the queue of 64 commands fills up; whoever must get out gets out. */
    mixminus_status status = MIXMINUS_OK;
    for (count = 0; count < 65 && status == MIXMINUS_OK; count++) {
        status = mixminus_room_set_locked(engine, full, 0);
    }
    MISUSE("the command queue is full", ERR_QUEUE_FULL, status);
    FACT(strstr(mixminus_last_error(), "command_queue: 64") != NULL);
    MISUSE("mute with a full queue", OK, mixminus_participant_set_mute(engine, all[1], 1));
    MISUSE("a key with a full queue", ERR_QUEUE_FULL,
           mixminus_participant_inject_dtmf_begin(engine, all[0], '1', 0, 0));
    MISUSE("digits with a full queue", ERR_QUEUE_FULL,
           mixminus_participant_send_dtmf(engine, all[0], "1", 1, -10000, 100, 100));
    MISUSE("a signal with a full queue", ERR_QUEUE_FULL,
           mixminus_participant_signal(engine, all[0], "x", 1, NULL, NULL));
    MISUSE("lock with a full queue", ERR_QUEUE_FULL, mixminus_room_set_locked(engine, full, 1));
    join.conference_id = ids[1];
    MISUSE("join with a full queue", ERR_QUEUE_FULL, mixminus_participant_join(engine, all[5], &join, NULL));
    MISUSE("move with a full queue", ERR_QUEUE_FULL, mixminus_participant_move(engine, all[0], "s", 1, NULL));
    MISUSE("leave with a full queue", OK, mixminus_participant_leave(engine, all[0]));
    MISUSE("hang up with a full queue", OK, mixminus_participant_free(engine, all[1]));
    ticks(engine, 1);
    MISUSE("mute after a tick", OK, mixminus_participant_set_mute(engine, all[2], 1));
    MISUSE("freed with sessions in rooms", OK, mixminus_engine_free(engine));
}

static void modes(void)
{
    mixminus_engine *engine = small_engine();
    mixminus_driver_config config;
    mixminus_driver_report report;
    uint64_t tick = 7;
    int32_t fd, again, tick_fd;

    STAGE(mixminus_driver_config_init(&config, sizeof config));
    STAGE(mixminus_driver_report_init(&report, sizeof report));
    MISUSE("stop without start", ERR_WRONG_MODE, mixminus_engine_stop(engine));
    STAGE(mixminus_engine_start(engine, &config, &report));
    FACT(report.threads == 1);
    MISUSE("start twice", ERR_WRONG_MODE, mixminus_engine_start(engine, &config, &report));
    MISUSE("tick while drivers run", ERR_WRONG_MODE, mixminus_engine_tick(engine, &tick));
    FACT(tick == 0);
    STAGE(mixminus_engine_stop(engine));
    MISUSE("stop twice", ERR_WRONG_MODE, mixminus_engine_stop(engine));
    MISUSE("tick after stop", OK, mixminus_engine_tick(engine, &tick));
    config.clock = MIXMINUS_CLOCK_HOST;
    config.workers = 2;
    STAGE(mixminus_engine_start(engine, &config, NULL));
    MISUSE("tick with helpers", OK, mixminus_engine_tick(engine, &tick));
    MISUSE("start drivers beside helpers", ERR_WRONG_MODE, mixminus_engine_start(engine, &config, NULL));
    STAGE(mixminus_engine_event_fd(engine, &fd));
    STAGE(mixminus_engine_event_fd(engine, &again));
    FACT(fd >= 0 && fd == again);
    STAGE(mixminus_engine_tick_fd(engine, &tick_fd));
    STAGE(mixminus_engine_tick_fd(engine, &again));
    FACT(tick_fd >= 0 && tick_fd == again && tick_fd != fd);
    FACT(read(tick_fd, &tick, sizeof tick) == -1);
    ticks(engine, 3);
    FACT(read(tick_fd, &tick, sizeof tick) == sizeof tick && tick == 3);
    caller_in_room(engine, NULL);
    MISUSE("freed with threads, a session and two descriptors", OK, mixminus_engine_free(engine));
}

void misuse_states(void)
{
    rooms();
    limits();
    modes();
}
