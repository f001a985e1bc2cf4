/* mixminus_conference: it waits for the end, calls one handler or none, and returns. */
#include "kit.h"

#include <unistd.h>

static void a_second_call_of_the_session_is_busy_and_the_first_goes_on(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_participant joined = caller(engine, "r");
    const mixminus_join_options other = options("s");
    struct app app, again;

    app_init(&app, engine, call_new(engine), "r", '*');
    app_start(&app);
    app_init(&again, engine, app.who, "s", 0);
    app_run(&again);
    EQUAL(again.status, MIXMINUS_ERR_BUSY);
    DUE(ERR_ALREADY_IN_ROOM, mixminus_participant_join(engine, app.who, &other, NULL));
    app_init(&again, engine, joined, "s", 0);
    app_run(&again);
    EQUAL(again.status, MIXMINUS_ERR_ALREADY_IN_ROOM);
    EQUAL(again.end.reason, MIXMINUS_END_NONE);
    ticks(engine, 5);
    EQUAL(app_has_returned(&app), 0);
    EQUAL(room_of(engine, app.who), room_of(engine, joined));
    DO(mixminus_participant_leave(engine, app.who));
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_REMOVED, 0, 0);
    DO(mixminus_engine_free(engine));
}

static void a_signal_that_waits_ends_it_before_it_joins(void)
{
    mixminus_engine *const engine = engine_new();
    struct app app;

    app_init(&app, engine, call_new(engine), "r", 0);
    EQUAL(signal_to(engine, app.who, "now"), MIXMINUS_SIGNAL_QUEUED);
    app_run(&app);
    APP_ENDED(&app, MIXMINUS_END_SIGNAL, 0, 1);
    BYTES(app.name, app.name_len, "now");
    BYTES(app.end.text, app.end.text_len, "now");
    ticks(engine, 2);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_JOINED, 0) + count_events(MIXMINUS_EVENT_ROOM_OPENED, 0), 0);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void without_handlers_the_end_is_reported(void)
{
    mixminus_engine *const engine = engine_new();
    struct app app;

    app_init(&app, engine, call_new(engine), "r", '*');
    app.no_handlers = 1;
    app_start(&app);
    ticks(engine, 1);
    inject(engine, app.who, '*');
    app_wait_ticking(&app);
    APP_ENDED(&app, MIXMINUS_END_TERMINATOR, 0, 0);
    EQUAL(app.end.digit, '*');
    /* Nor does it need a place for the end. */
    EQUAL(signal_to(engine, app.who, "x"), MIXMINUS_SIGNAL_IGNORED);
    const mixminus_participant other = call_new(engine);
    EQUAL(signal_to(engine, other, "x"), MIXMINUS_SIGNAL_QUEUED);
    DO(mixminus_conference(engine, other, &app.options, NULL, NULL, NULL));
    DO(mixminus_engine_free(engine));
}

/* In the handler the session has left and may do what it likes, here: all of what a call can do, and a conference. */
static void use_the_session(struct app *app)
{
    static struct app nested;

    EQUAL(app_has_returned(app), 0);
    CHECK(pthread_equal(pthread_self(), app->thread));
    EQUAL(room_of(app->engine, app->who), 0);
    EQUAL(end_of(app->engine, app->who).reason, app->choices ? MIXMINUS_END_TERMINATOR : MIXMINUS_END_SIGNAL);
    DUE(ERR_NOT_IN_ROOM, mixminus_participant_leave(app->engine, app->who));
    DUE(ERR_BUSY, mixminus_engine_free(app->engine));
    const mixminus_join_options other = options("other");
    join(app->engine, app->who, &other);
    DO(mixminus_participant_leave(app->engine, app->who));
    app_init(&nested, app->engine, app->who, "nested", '#');
    app->user = &nested;
    app_run(&nested);
}

static void in_a_handler_the_session_is_free_for_all_calls_and_the_engine_cannot_be_freed(void)
{
    for (int by_signal = 0; by_signal < 2; by_signal++) {
        mixminus_engine *const engine = engine_new();
        struct app app;

        app_init(&app, engine, call_new(engine), "r", '*');
        app.in_handler = use_the_session;
        app_start(&app);
        ticks(engine, 1);
        if (by_signal) {
            EQUAL(signal_to(engine, app.who, "x"), MIXMINUS_SIGNAL_INTERRUPTED);
        } else {
            inject(engine, app.who, '*');
        }
        /* The nested conference: by its room. */
        while (room_named(engine, "a", "production", "nested") == 0) {
            ticks(engine, 1);
            usleep(200);
        }
        EQUAL(app_has_returned(&app), 0);
        inject(engine, app.who, '#');
        app_wait_ticking(&app);
        struct app *const nested = app.user;
        APP_ENDED(nested, MIXMINUS_END_TERMINATOR, 1, 0);
        EQUAL(nested->digit, '#');
        APP_ENDED(&app, by_signal ? MIXMINUS_END_SIGNAL : MIXMINUS_END_TERMINATOR, !by_signal, by_signal);
        EQUAL(app.end.digit, by_signal ? 0 : '*');
        DO(mixminus_engine_free(engine));
    }
}

static void it_ends_in_the_midst_by(int how, uint32_t reason)
{
    mixminus_engine *engine = engine_new();
    struct app app;

    app_init(&app, engine, call_new(engine), "r", '*');
    app_start(&app);
    ticks(engine, 3);
    switch (how) {
    case 0:
        DO(mixminus_participant_free(engine, app.who));
        break;
    case 1:
        DO(mixminus_participant_hang_up(engine, app.who));
        break;
    case 2:
        DO(mixminus_room_close(engine, room_of(engine, app.who)));
        break;
    default:
        DO(mixminus_engine_free(engine));
        engine = NULL;
        break;
    }
    app_wait(&app);
    APP_ENDED(&app, reason, 0, 0);
    DO(mixminus_engine_free(engine));
}

static void engine_stop_ends_no_conference(void)
{
    mixminus_engine *const engine = engine_new();
    mixminus_driver_config drivers;
    struct app app;

    DO(mixminus_driver_config_init(&drivers, sizeof drivers));
    DO(mixminus_engine_start(engine, &drivers, NULL));
    app_init(&app, engine, call_new(engine), "r", '*');
    app_start(&app);
    DO(mixminus_engine_stop(engine));
    ticks(engine, 20);
    CHECK(room_of(engine, app.who) != 0);
    EQUAL(app_has_returned(&app), 0);
    DO(mixminus_engine_start(engine, &drivers, NULL));
    inject(engine, app.who, '*');
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_TERMINATOR, 1, 0);
    DO(mixminus_engine_free(engine));
}

/* Nobody else would tick, so it would wait for ever. The two seconds are the call's own. */
static void the_ticking_thread_may_not_wait_in_it(void)
{
    mixminus_engine *const engine = engine_new();
    struct app app;

    app_init(&app, engine, call_new(engine), "r", '*');
    ticks(engine, 1);
    app_run(&app);
    EQUAL(app.status, MIXMINUS_ERR_WRONG_MODE);
    EQUAL(app.choices + app.signals, 0);
    EQUAL(app.end.reason, MIXMINUS_END_NONE);
    EQUAL(room_of(engine, app.who), 0);
    app.returned = 0;
    app_start(&app);
    forget(engine);
    DO(mixminus_participant_hang_up(engine, app.who));
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_HANG_UP, 0, 0);
    DO(mixminus_engine_free(engine));
}

/* Any number of conferences on one thread, one after the other; each has its own end. */
static void conferences_one_after_the_other_have_each_its_own_end(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_participant who = call_new(engine);

    for (int round = 0; round < 30; round++) {
        struct app app;

        app_init(&app, engine, who, "r", '*');
        app_start(&app);
        if (round % 3 == 0) {
            ticks(engine, 1);
        }
        switch (round % 5) {
        case 0:
            inject(engine, who, '*');
            app_wait_ticking(&app);
            APP_ENDED(&app, MIXMINUS_END_TERMINATOR, 1, 0);
            DUE(ERR_NOT_IN_ROOM, mixminus_participant_inject_dtmf_end(engine, who, '*'));
            break;
        case 1:
            EQUAL(signal_to(engine, who, "x"), MIXMINUS_SIGNAL_INTERRUPTED);
            app_wait(&app);
            APP_ENDED(&app, MIXMINUS_END_SIGNAL, 0, 1);
            break;
        case 2:
            DO(mixminus_participant_remove(engine, who, "out", 3));
            app_wait(&app);
            APP_ENDED(&app, MIXMINUS_END_REMOVED, 0, 0);
            BYTES(app.end.text, app.end.text_len, "out");
            break;
        case 3:
            DO(mixminus_room_close(engine, room_of(engine, who)));
            app_wait(&app);
            APP_ENDED(&app, MIXMINUS_END_ROOM_CLOSED, 0, 0);
            break;
        default:
            DO(mixminus_participant_leave(engine, who));
            app_wait(&app);
            APP_ENDED(&app, MIXMINUS_END_REMOVED, 0, 0);
            EQUAL(app.end.text_len, 0);
            break;
        }
    }
    DO(mixminus_engine_free(engine));
}

void blocking_calls(void)
{
    a_second_call_of_the_session_is_busy_and_the_first_goes_on();
    a_signal_that_waits_ends_it_before_it_joins();
    without_handlers_the_end_is_reported();
    in_a_handler_the_session_is_free_for_all_calls_and_the_engine_cannot_be_freed();
    it_ends_in_the_midst_by(0, MIXMINUS_END_HANG_UP);
    it_ends_in_the_midst_by(1, MIXMINUS_END_HANG_UP);
    it_ends_in_the_midst_by(2, MIXMINUS_END_ROOM_CLOSED);
    it_ends_in_the_midst_by(3, MIXMINUS_END_ENGINE_STOPPED);
    engine_stop_ends_no_conference();
    the_ticking_thread_may_not_wait_in_it();
    conferences_one_after_the_other_have_each_its_own_end();
}
