/* Rooms as a moderator handles them: locked, merged. */
#include "kit.h"

static void a_locked_room_lets_nobody_in_and_keeps_whoever_is_in(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_participant in = caller(engine, "r"), out = call_new(engine), away = caller(engine, "s");
    const mixminus_join_options how = options("r");
    const mixminus_room room = room_of(engine, in);
    mixminus_room_info info;
    struct app app;

    DO(mixminus_room_info_init(&info, sizeof info));
    DO(mixminus_room_set_locked(engine, room, 1));
    DO(mixminus_room_get_info(engine, room, &info));
    EQUAL(info.locked, 1);
    DUE(ERR_ROOM_LOCKED, mixminus_participant_join(engine, out, &how, NULL));
    DUE(ERR_ROOM_LOCKED, mixminus_participant_move(engine, away, "r", 1, NULL));
    DUE(ERR_ROOM_LOCKED, mixminus_room_merge(engine, room_of(engine, away), "r", 1, NULL));
    app_init(&app, engine, out, "r", 0);
    app_run(&app);
    EQUAL(app.status, MIXMINUS_ERR_ROOM_LOCKED);
    ticks(engine, 5);
    EQUAL(room_of(engine, in), room);
    CHECK(room_of(engine, away) != 0);
    DO(mixminus_room_set_locked(engine, room, 0));
    join(engine, out, &how);
    ticks(engine, 1);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_ROOM_LOCKED, 0), 2);
    EQUAL(nth_event(MIXMINUS_EVENT_ROOM_LOCKED, 0, 0)->room, room);
    EQUAL(nth_event(MIXMINUS_EVENT_ROOM_LOCKED, 0, 0)->value, 1);
    EQUAL(nth_event(MIXMINUS_EVENT_ROOM_LOCKED, 0, 1)->value, 0);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void the_end_of_a_room_ends_its_lock(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_participant who = caller(engine, "r");
    const mixminus_join_options how = options("r");
    const mixminus_room room = room_of(engine, who);

    DO(mixminus_room_set_locked(engine, room, 1));
    DO(mixminus_participant_leave(engine, who));
    DUE(ERR_STALE_HANDLE, mixminus_room_set_locked(engine, room, 0));
    join(engine, who, &how);
    join(engine, call_new(engine), &how);
    DO(mixminus_engine_free(engine));
}

static void a_merge_takes_all_in_their_order_and_their_conferences_go_on(void)
{
    mixminus_engine *const engine = engine_new();
    struct app app;
    mixminus_participant list[8];
    mixminus_room target = 7;
    size_t count;

    app_init(&app, engine, call_new(engine), "from", '*');
    app_start(&app);
    const mixminus_participant second = caller(engine, "from"), there = caller(engine, "to");
    const mixminus_room from = room_of(engine, second), to = room_of(engine, there);
    ticks(engine, 3);
    forget(engine);
    DUE(ERR_ALREADY_IN_ROOM, mixminus_room_merge(engine, from, "from", 4, &target));
    EQUAL(target, 0);
    DO(mixminus_room_merge(engine, from, "to", 2, &target));
    EQUAL(target, to);
    DO(mixminus_room_participants(engine, to, list, 8, &count));
    EQUAL(count, 3);
    CHECK(list[0] == there && list[1] == app.who && list[2] == second);
    DUE(ERR_STALE_HANDLE, mixminus_room_merge(engine, from, "to", 2, &target));
    ticks(engine, 2);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_MOVED, 0), 2);
    EQUAL(nth_event(MIXMINUS_EVENT_MOVED, app.who, 0)->value, from);
    EQUAL(nth_event(MIXMINUS_EVENT_MOVED, app.who, 0)->tick, nth_event(MIXMINUS_EVENT_MOVED, second, 0)->tick);
    EQUAL(count_events(MIXMINUS_EVENT_LEFT, 0) + count_events(MIXMINUS_EVENT_JOINED, 0), 0);
    EQUAL(count_events(MIXMINUS_EVENT_ROOM_ENDED, 0), 1);
    EQUAL(app_has_returned(&app), 0);
    /* Its terminator goes with it. */
    inject(engine, app.who, '*');
    app_wait_ticking(&app);
    APP_ENDED(&app, MIXMINUS_END_TERMINATOR, 1, 0);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void a_merge_that_does_not_fit_moves_nobody(void)
{
    mixminus_engine_config settings = config();
    mixminus_room target = 7;

    settings.room_capacity = 3;
    settings.max_rooms = 2;
    mixminus_engine *const engine = engine_with(&settings);
    const mixminus_participant one = caller(engine, "from"), two = caller(engine, "from");
    caller(engine, "to");
    caller(engine, "to");
    const mixminus_room from = room_of(engine, one);
    DUE(ERR_ROOM_FULL, mixminus_room_merge(engine, from, "to", 2, &target));
    EQUAL(target, 0);
    EQUAL(room_of(engine, one), from);
    EQUAL(room_of(engine, two), from);
    EQUAL(members_of(engine, room_named(engine, "a", "production", "to")), 2);
    DUE(ERR_TOO_MANY_ROOMS, mixminus_room_merge(engine, from, "new", 3, &target));
    ticks(engine, 2);
    EQUAL(members_of(engine, from), 2);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

/* It never has more rooms than before, when all is done. */
static void a_merge_into_a_new_room_needs_no_room_of_the_quota_beyond_its_own(void)
{
    mixminus_engine_config settings = config();
    mixminus_room target;

    settings.account_rooms = 1;
    mixminus_engine *const engine = engine_with(&settings);
    const mixminus_participant one = caller(engine, "from"), two = caller(engine, "from");
    DO(mixminus_room_merge(engine, room_of(engine, one), "new", 3, &target));
    EQUAL(room_of(engine, two), target);
    const mixminus_join_options how = options("another");
    DUE(ERR_QUOTA_EXCEEDED, mixminus_participant_join(engine, call_new(engine), &how, NULL));
    DO(mixminus_engine_free(engine));
}

void moderation(void)
{
    a_locked_room_lets_nobody_in_and_keeps_whoever_is_in();
    the_end_of_a_room_ends_its_lock();
    a_merge_takes_all_in_their_order_and_their_conferences_go_on();
    a_merge_that_does_not_fit_moves_nobody();
    a_merge_into_a_new_room_needs_no_room_of_the_quota_beyond_its_own();
}
