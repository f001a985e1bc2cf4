/* Why a conference ends: every pair of reasons in one tick, and what each reason brings with it. */
#include "kit.h"

#include <stdio.h>

/* What may end it. The first four are calls, which count in their order; then what a tick finds, time before keys. */
enum cause { HANG_UP, CLOSE, REMOVE, SIGNAL, SESSION_TIME, ROOM_TIME, KEY_BESIDE, KEY_IN_AUDIO, CAUSES };

static const char *const NAMES[] = {"hang-up", "close",     "remove",          "signal",
                                    "session time", "room time", "key beside audio", "key in audio"};
static const uint32_t REASONS[] = {MIXMINUS_END_HANG_UP,    MIXMINUS_END_ROOM_CLOSED, MIXMINUS_END_REMOVED,
                                   MIXMINUS_END_SIGNAL,     MIXMINUS_END_TIME_LIMIT,  MIXMINUS_END_TIME_LIMIT,
                                   MIXMINUS_END_TERMINATOR, MIXMINUS_END_TERMINATOR};

enum { LAST = 101 }; /* the tick in which all of it happens */

/* The line on which the terminator's tone becomes certain in tick LAST; tick 1 has none of it. */
static void speak(mixminus_engine *engine, mixminus_participant who, uint64_t tick, size_t onset)
{
    static int16_t line[(LAST + 50) * FRAME];
    static size_t made;

    if (made != onset) {
        memset(line, 0, sizeof line);
        add_tones(line, onset, 20 * FRAME, '*', -10);
        made = onset;
    }
    DO(mixminus_participant_write(engine, who, line + (tick - 1) * FRAME, FRAME, NULL));
}

/* Where a tone must begin to be certain in tick LAST: learnt from one that begins somewhere. */
static size_t onset_for_last(void)
{
    const size_t guess = 80 * FRAME;
    mixminus_engine *const engine = engine_new();
    const mixminus_participant who = call_new(engine);
    const mixminus_join_options how = options_with("r", '*');
    uint64_t tick = ticks(engine, 1);

    join(engine, who, &how);
    while (room_of(engine, who) != 0) {
        tick++;
        CHECK(tick < LAST);
        speak(engine, who, tick, guess);
        ticks(engine, 1);
    }
    forget(engine);
    DO(mixminus_engine_free(engine));
    return guess + (LAST - tick) * FRAME;
}

static void cause(enum cause what, mixminus_engine *engine, mixminus_participant who, mixminus_room room, int is_second)
{
    switch (what) {
    case HANG_UP:
        DO(mixminus_participant_hang_up(engine, who));
        break;
    case CLOSE: {
        const mixminus_status status = mixminus_room_close(engine, room);

        CHECK(status == MIXMINUS_OK || (is_second && status == MIXMINUS_ERR_STALE_HANDLE));
        break;
    }
    case REMOVE: {
        const mixminus_status status = mixminus_participant_remove(engine, who, "bye", 3);

        CHECK(status == MIXMINUS_OK || (is_second && status == MIXMINUS_ERR_NOT_IN_ROOM));
        break;
    }
    case SIGNAL:
        signal_to(engine, who, "s");
        break;
    case KEY_BESIDE: {
        const mixminus_status status = mixminus_participant_inject_dtmf_begin(engine, who, '*', -10000, 0);

        CHECK(status == MIXMINUS_OK || (is_second && status == MIXMINUS_ERR_NOT_IN_ROOM));
        break;
    }
    default:
        break;
    }
}

static void of_two_reasons_in_one_tick_the_rules_choose(enum cause first, enum cause second, size_t onset)
{
    mixminus_engine_config settings = config();
    mixminus_room_template timed;
    struct app app;

    settings.session_limit_s = first == SESSION_TIME || second == SESSION_TIME ? 2 : 0;
    mixminus_engine *const engine = engine_with(&settings);
    DO(mixminus_room_template_init(&timed, sizeof timed));
    timed.limit_s = first == ROOM_TIME || second == ROOM_TIME ? 2 : 0;
    DO(mixminus_room_template_set(engine, "a", 1, "production", 10, NULL, 0, &timed));
    caller(engine, "r");
    EQUAL(ticks(engine, 1), 1);
    const mixminus_participant who = call_new(engine);
    app_init(&app, engine, who, "r", '*');
    app_start(&app);
    const mixminus_room room = room_of(engine, who);
    for (uint64_t tick = 2; tick < LAST; tick++) {
        if (first == KEY_IN_AUDIO || second == KEY_IN_AUDIO) {
            speak(engine, who, tick, onset);
        }
        EQUAL(ticks(engine, 1), tick);
    }
    EQUAL(room_of(engine, who), room);
    forget(engine);
    cause(first, engine, who, room, 0);
    cause(second, engine, who, room, 1);
    if (first == KEY_IN_AUDIO || second == KEY_IN_AUDIO) {
        speak(engine, who, LAST, onset);
    }
    EQUAL(ticks(engine, 1), LAST);
    app_wait_ticking(&app);

    const enum cause winner = first <= SIGNAL      ? first
                              : second <= SIGNAL   ? second
                              : first < second     ? first
                                                   : second;
    hear(engine);
    const mixminus_event *const left = nth_event(MIXMINUS_EVENT_LEFT, who, 0);
    if (left == NULL || left->reason != REASONS[winner] || app.end.reason != REASONS[winner] || left->tick != LAST) {
        printf("%s, then %s: returned %u, event %u\n", NAMES[first], NAMES[second], app.end.reason,
               left == NULL ? 0 : left->reason);
    }
    APP_ENDED(&app, REASONS[winner], winner >= KEY_BESIDE, winner == SIGNAL);
    CHECK(left != NULL && left->reason == REASONS[winner] && left->tick == LAST);
    EQUAL(count_events(MIXMINUS_EVENT_LEFT, who), 1);
    EQUAL(app.end.digit, winner >= KEY_BESIDE ? '*' : 0);
    EQUAL(left->value, winner >= KEY_BESIDE ? '*' : winner == SIGNAL ? app.end.signal : 0);
    CHECK(winner != REMOVE || (app.end.text_len == 3 && memcmp(app.end.text, "bye", 3) == 0));
    CHECK(winner == REMOVE || winner == SIGNAL || app.end.text_len == 0);
    EQUAL(end_of(engine, who).reason, REASONS[winner]);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void of_all_pairs(void)
{
    const size_t onset = onset_for_last();

    for (int first = 0; first < CAUSES; first++) {
        for (int second = 0; second < CAUSES; second++) {
            of_two_reasons_in_one_tick_the_rules_choose((enum cause)first, (enum cause)second, onset);
        }
    }
}

static void a_removal_has_a_text_of_0_to_255_bytes(void)
{
    char text[256];
    mixminus_engine *const engine = engine_new();
    const mixminus_join_options how = options("r");
    const mixminus_participant who = caller(engine, "r");

    memset(text, '\xfe', sizeof text);
    text[0] = text[100] = 0;
    DUE(ERR_INVALID_ARGUMENT, mixminus_participant_remove(engine, who, text, 256));
    DUE(ERR_INVALID_ARGUMENT, mixminus_participant_remove(engine, who, NULL, 1));
    CHECK(room_of(engine, who) != 0);
    for (size_t length = 0; length <= 255; length += 85) {
        DO(mixminus_participant_remove(engine, who, length == 0 ? NULL : text, length));
        const mixminus_conference_end over = end_of(engine, who);

        EQUAL(over.reason, MIXMINUS_END_REMOVED);
        EQUAL(over.text_len, length);
        CHECK(memcmp(over.text, text, length) == 0 && over.text[length] == 0);
        DUE(ERR_NOT_IN_ROOM, mixminus_participant_remove(engine, who, text, 5));
        EQUAL(end_of(engine, who).text_len, length);
        join(engine, who, &how);
        EQUAL(end_of(engine, who).reason, MIXMINUS_END_NONE);
        EQUAL(end_of(engine, who).text_len, 0);
    }
    DO(mixminus_participant_leave(engine, who));
    EQUAL(end_of(engine, who).reason, MIXMINUS_END_REMOVED);
    EQUAL(end_of(engine, who).text_len, 0);
    DO(mixminus_engine_free(engine));
}

static void after_a_hang_up_nothing_begins_and_the_session_may_only_be_freed(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_join_options how = options("r");
    const mixminus_participant in = caller(engine, "r"), out = call_new(engine);
    struct app app;

    ticks(engine, 1);
    DO(mixminus_participant_hang_up(engine, in));
    DO(mixminus_participant_hang_up(engine, out));
    EQUAL(end_of(engine, in).reason, MIXMINUS_END_HANG_UP);
    EQUAL(end_of(engine, out).reason, MIXMINUS_END_NONE);
    DUE(ERR_HUNG_UP, mixminus_participant_join(engine, in, &how, NULL));
    DUE(ERR_HUNG_UP, mixminus_participant_move(engine, in, "s", 1, NULL));
    DUE(ERR_HUNG_UP, mixminus_participant_join(engine, out, &how, NULL));
    app_init(&app, engine, out, "r", '*');
    app_run(&app);
    EQUAL(app.status, MIXMINUS_ERR_HUNG_UP);
    EQUAL(app.choices + app.signals, 0);
    ticks(engine, 1);
    DO(mixminus_participant_hang_up(engine, in));
    hear(engine);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, in, 0)->reason, MIXMINUS_END_HANG_UP);
    DO(mixminus_participant_free(engine, in));
    DUE(ERR_STALE_HANDLE, mixminus_participant_hang_up(engine, in));
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void it_leaves_with_a_full_queue_and_a_stopped_clock(void)
{
    mixminus_engine_config settings = config();
    uint32_t outcome;

    settings.command_queue = 16;
    mixminus_engine *const engine = engine_with(&settings);
    const mixminus_participant removed = caller(engine, "r"), gone = caller(engine, "r"), closed = caller(engine, "s");
    while (mixminus_room_set_locked(engine, room_of(engine, closed), 0) == MIXMINUS_OK) {
    }
    DUE(ERR_QUEUE_FULL, mixminus_participant_signal(engine, removed, "x", 1, &outcome, NULL));
    EQUAL(outcome, 0);
    DO(mixminus_participant_remove(engine, removed, "full", 4));
    DO(mixminus_participant_hang_up(engine, gone));
    DO(mixminus_room_close(engine, room_of(engine, closed)));
    EQUAL(end_of(engine, removed).text_len, 4);
    EQUAL(end_of(engine, gone).reason, MIXMINUS_END_HANG_UP);
    EQUAL(end_of(engine, closed).reason, MIXMINUS_END_ROOM_CLOSED);
    ticks(engine, 1);
    hear(engine);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, removed, 0)->reason, MIXMINUS_END_REMOVED);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, gone, 0)->reason, MIXMINUS_END_HANG_UP);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, closed, 0)->reason, MIXMINUS_END_ROOM_CLOSED);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

void end_reasons(void)
{
    of_all_pairs();
    a_removal_has_a_text_of_0_to_255_bytes();
    after_a_hang_up_nothing_begins_and_the_session_may_only_be_freed();
    it_leaves_with_a_full_queue_and_a_stopped_clock();
}
